package dev.mortar.mapping.datatype;

import dev.mortar.mapping.text.Value;
import java.math.BigDecimal;
import java.util.Currency;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Quantity;
import org.jspecify.annotations.Nullable;

/** CQ, and a number with its units beside it, to Quantity. */
public final class Quantities {
  private Quantities() {}

  /** Null if there is no number; one that is none is reported. */
  public static @Nullable Quantity of(Value number, Value units, Mapping mapping) {
    BigDecimal decimal = decimal(number, mapping);
    if (decimal == null) {
      return null;
    }
    Quantity quantity = new Quantity().setValue(decimal);
    Units.apply(units, mapping, quantity);
    return quantity;
  }

  /** CQ: the unit's code, text and system are subcomponents of its second component. */
  public static @Nullable Quantity cq(Value cq, Mapping mapping) {
    return of(cq.component(1), cq.component(2), mapping);
  }

  /** CP: the price is a MO, amount and currency as subcomponents. */
  public static @Nullable Money money(Value cp, Mapping mapping) {
    Value price = cp.component(1);
    BigDecimal amount = decimal(price.sub(1), mapping);
    if (amount == null) {
      return null;
    }
    Money money = new Money().setValue(amount);
    return isCurrency(price.sub(2).peek()) ? money.setCurrency(price.sub(2).text()) : money;
  }

  private static boolean isCurrency(String code) {
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(currency -> currency.getCurrencyCode().equals(code));
  }

  /** Null if there is no number; one that is none is reported. */
  public static @Nullable BigDecimal decimal(Value number, Mapping mapping) {
    String text = number.text();
    if (text.isEmpty()) {
      return null;
    }
    BigDecimal decimal = Numbers.decimal(text);
    if (decimal == null) {
      mapping.bad(number.component(1), "Not a number");
    }
    return decimal;
  }
}
