package dev.mortar.mapping.datatype;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** NM and SI; looks before it parses, because exceptions are slow and labs send words. */
public final class Numbers {
  private Numbers() {}

  /** Null if the text is no decimal number. The scale stays: 6.80 is not 6.8. */
  public static @Nullable BigDecimal decimal(String text) {
    int from = !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
    int digits = 0;
    int dots = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.') {
        dots++;
      } else {
        return null;
      }
    }
    return digits == 0 || digits > 34 || dots > 1 ? null : new BigDecimal(text);
  }

  /** Null if the text is no whole number of at most nine digits. */
  public static @Nullable Integer whole(String text) {
    BigDecimal decimal = decimal(text);
    if (decimal == null || decimal.stripTrailingZeros().scale() > 0 || decimal.precision() > 9) {
      return null;
    }
    return decimal.intValue();
  }
}
