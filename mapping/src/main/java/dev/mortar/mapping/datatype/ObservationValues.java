package dev.mortar.mapping.datatype;

import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.MappingIssue.Severity;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.math.BigDecimal;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.SampledData;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * OBX-5 by OBX-2. A value that is not what OBX-2 promises becomes a string, with an issue: a result
 * must reach the person who reads it, whatever its form.
 */
public final class ObservationValues {
  private ObservationValues() {}

  /** Null if there is no value. */
  public static @Nullable Type value(Value value, Segment obx, Mapping mapping) {
    return switch (obx.field(2).peek()) {
      case "NM", "SI" -> number(value, obx, mapping);
      case "SN" -> StructuredNumbers.value(value, obx, mapping);
      case "CE", "CWE", "CNE", "CF", "IS", "ID" -> concept(value, mapping);
      case "DT", "TS", "DTM" -> moment(value, mapping);
      case "TM" -> orText(Times.time(value, mapping), value);
      case "DR" -> period(value, mapping);
      case "NA", "MA" -> samples(value, obx, mapping);
      case "CQ" -> quantity(value, mapping);
      case "NR" -> StructuredNumbers.range(value, obx, mapping);
      case "" -> guess(value, obx, mapping);
      default -> text(value);
    };
  }

  /** A sender without OBX-2 but with units means a number. */
  private static @Nullable Type guess(Value value, Segment obx, Mapping mapping) {
    boolean number = Numbers.decimal(value.peek()) != null && !obx.field(6).isEmpty();
    return number ? number(value, obx, mapping) : text(value);
  }

  private static @Nullable Type number(Value value, Segment obx, Mapping mapping) {
    String text = value.text();
    if (text.isEmpty()) {
      return null;
    }
    Quantity quantity = new Quantity();
    BigDecimal plain = Numbers.decimal(text);
    if (plain == null && !compared(text, quantity)) {
      mapping.warn(Code.BAD_VALUE, "OBX[" + obx.occurrence() + "]-5", "Not a number, kept as text");
      return text(value);
    }
    if (plain != null) {
      quantity.setValue(plain);
    }
    Units.apply(obx.field(6), mapping, quantity);
    return quantity;
  }

  /** {@code <5} in a field of type NM is what many analysers send. */
  private static boolean compared(String text, Quantity quantity) {
    int length = text.startsWith("<=") || text.startsWith(">=") ? 2 : 1;
    char first = text.charAt(0);
    BigDecimal rest =
        first == '<' || first == '>' ? Numbers.decimal(text.substring(length).strip()) : null;
    if (rest == null) {
      return false;
    }
    quantity.setValue(rest);
    quantity.setComparator(Quantity.QuantityComparator.fromCode(text.substring(0, length)));
    return true;
  }

  private static @Nullable Type concept(Value value, Mapping mapping) {
    CodeableConcept concept = Codes.cwe(value, mapping);
    return concept == null ? text(value) : concept;
  }

  private static @Nullable Type moment(Value value, Mapping mapping) {
    DateTimeType moment = Times.dateTime(value, mapping);
    return moment == null ? text(value) : moment;
  }

  private static @Nullable Type orText(@Nullable Type converted, Value value) {
    return converted == null ? text(value) : converted;
  }

  private static @Nullable Type period(Value value, Mapping mapping) {
    Period period = new Period();
    period.setStartElement(Times.dateTime(value.component(1), mapping));
    period.setEndElement(Times.dateTime(value.component(2), mapping));
    return period.isEmpty() ? text(value) : period;
  }

  private static @Nullable Type quantity(Value value, Mapping mapping) {
    BigDecimal number = Numbers.decimal(value.component(1).text());
    if (number == null) {
      return text(value);
    }
    Quantity quantity = new Quantity().setValue(number);
    String unit = value.component(2).text();
    if (!unit.isEmpty()) {
      quantity.setUnit(unit);
    }
    return quantity;
  }

  /**
   * A numeric array says nothing of the time between its samples, which SampledData requires: zero
   * stands for unknown there.
   */
  private static @Nullable Type samples(Value value, Segment obx, Mapping mapping) {
    StringBuilder data = new StringBuilder();
    int count = value.components();
    for (int i = 1; i <= count; i++) {
      String sample = value.component(i).text();
      if (Numbers.decimal(sample) == null) {
        mapping.report(Severity.WARNING, Code.BAD_VALUE, value, "Not an array of numbers");
        return text(value);
      }
      data.append(i == 1 ? "" : " ").append(sample);
    }
    SampledData sampled = new SampledData();
    sampled.getOrigin().setValue(0);
    Units.apply(obx.field(6), mapping, sampled.getOrigin());
    return sampled.setPeriod(0).setDimensions(1).setData(data.toString());
  }

  private static @Nullable StringType text(Value value) {
    String text = value.literal();
    return text.isEmpty() ? null : new StringType(text);
  }
}
