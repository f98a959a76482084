package dev.mortar.mapping.datatype;

import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.math.BigDecimal;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Quantity.QuantityComparator;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Ratio;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** SN (comparator, number, separator, number) and NR (low, high). */
final class StructuredNumbers {
  private StructuredNumbers() {}

  static @Nullable Type value(Value sn, Segment obx, Mapping mapping) {
    String comparator = sn.component(1).peek();
    String separator = sn.component(3).peek();
    BigDecimal first = Numbers.decimal(sn.component(2).peek());
    BigDecimal second = Numbers.decimal(sn.component(4).peek());
    boolean comparable = comparator.isEmpty() || isComparator(comparator);
    if (first == null || !comparable) {
      return words(sn);
    }
    if ((separator.equals(":") || separator.equals("/")) && second != null) {
      Ratio ratio = new Ratio();
      ratio.setNumerator(quantity(first, sn.component(2), obx, mapping));
      compare(sn.component(1), ratio.getNumerator());
      ratio.setDenominator(quantity(second, sn.component(4), obx, mapping));
      sn.component(3).text();
      return ratio;
    }
    if (separator.equals("-") && second != null && comparator.isEmpty()) {
      sn.component(3).text();
      return range(first, sn.component(2), second, sn.component(4), obx, mapping);
    }
    if (!separator.isEmpty() || second != null) {
      return words(sn);
    }
    Quantity quantity = quantity(first, sn.component(2), obx, mapping);
    compare(sn.component(1), quantity);
    return quantity;
  }

  static @Nullable Type range(Value nr, Segment obx, Mapping mapping) {
    BigDecimal low = Numbers.decimal(nr.component(1).peek());
    BigDecimal high = Numbers.decimal(nr.component(2).peek());
    return low == null || high == null
        ? words(nr)
        : range(low, nr.component(1), high, nr.component(2), obx, mapping);
  }

  private static Range range(
      BigDecimal low, Value lowAt, BigDecimal high, Value highAt, Segment obx, Mapping mapping) {
    Range range = new Range();
    range.setLow(quantity(low, lowAt, obx, mapping));
    range.setHigh(quantity(high, highAt, obx, mapping));
    return range;
  }

  private static Quantity quantity(BigDecimal number, Value at, Segment obx, Mapping mapping) {
    at.text();
    Quantity quantity = new Quantity().setValue(number);
    Units.apply(obx.field(6), mapping, quantity);
    return quantity;
  }

  private static boolean isComparator(String text) {
    return switch (text) {
      case "<", ">", "<=", ">=", "=" -> true;
      default -> false;
    };
  }

  private static void compare(Value value, Quantity quantity) {
    String comparator = value.text();
    if (!comparator.isEmpty() && !comparator.equals("=")) {
      quantity.setComparator(QuantityComparator.fromCode(comparator));
    }
  }

  private static @Nullable StringType words(Value value) {
    StringBuilder words = new StringBuilder();
    int count = value.components();
    for (int i = 1; i <= count; i++) {
      String word = value.component(i).text();
      if (!word.isEmpty()) {
        words.append(words.isEmpty() ? "" : " ").append(word);
      }
    }
    return words.isEmpty() ? null : new StringType(words.toString());
  }
}
