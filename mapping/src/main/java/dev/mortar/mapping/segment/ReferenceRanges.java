package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Numbers;
import java.math.BigDecimal;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.jspecify.annotations.Nullable;

/** OBX-7 as text and, where it is {@code 3.5-5.1}, {@code <5} or {@code >60}, as numbers. */
final class ReferenceRanges {
  private ReferenceRanges() {}

  static void text(Observation observation, String text) {
    Observation.ObservationReferenceRangeComponent range = observation.addReferenceRange();
    range.setText(text);
    if (!(observation.getValue() instanceof Quantity value)) {
      return;
    }
    int dash = text.indexOf('-', 1);
    char first = text.charAt(0);
    if (dash > 0) {
      BigDecimal low = Numbers.decimal(text.substring(0, dash).strip());
      BigDecimal high = Numbers.decimal(text.substring(dash + 1).strip());
      if (low != null && high != null) {
        range.setLow(like(value, low)).setHigh(like(value, high));
      }
    } else if (first == '<') {
      range.setHigh(bound(value, text));
    } else if (first == '>') {
      range.setLow(bound(value, text));
    }
  }

  private static @Nullable Quantity bound(Quantity value, String text) {
    int from = text.length() > 1 && text.charAt(1) == '=' ? 2 : 1;
    BigDecimal number = Numbers.decimal(text.substring(from).strip());
    return number == null ? null : like(value, number);
  }

  private static Quantity like(Quantity value, BigDecimal number) {
    Quantity quantity = new Quantity().setValue(number);
    if (value.hasUnit()) {
      quantity.setUnit(value.getUnit());
    }
    if (value.hasCode()) {
      quantity.setSystem(value.getSystem()).setCode(value.getCode());
    }
    return quantity;
  }
}
