package dev.mortar.mapping.outward;

import dev.mortar.mapping.table.CodeTable;
import java.math.BigDecimal;
import java.util.List;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Ratio;
import org.hl7.fhir.r4.model.SampledData;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.TimeType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** Observation to OBX and its NTE. */
final class ResultOut {
  private static final CodeTable UNITS = CodeTable.named("units");

  private static final Reversed STATUS = Reversed.of("observation-status");
  private static final Reversed INTERPRETATION = Reversed.of("interpretation");

  static final OutMap<Observation> OBX =
      OutMap.<Observation>of("OBX")
          .row(2, "Observation.value[x]", one -> value(one).type())
          .row(3, "Observation.code", one -> Types.cwe(one.getCode()))
          .row(5, "Observation.value[x]", one -> value(one).text())
          .row(6, "Observation.valueQuantity.unit", one -> value(one).unit())
          .row(7, "Observation.referenceRange", one -> range(one.getReferenceRangeFirstRep()))
          .row(
              8,
              "Observation.interpretation",
              one ->
                  Out.repetitions(
                      one.getInterpretation().stream()
                          .map(each -> Types.cwe(each, "0078", INTERPRETATION))))
          .row(
              11,
              "Observation.status",
              one -> one.hasStatus() ? STATUS.code(one.getStatus().toCode()) : "")
          .row(14, "Observation.effectiveDateTime", ResultOut::effective)
          .row(17, "Observation.method", one -> Types.cwe(one.getMethod()))
          .row(20, "Observation.bodySite", one -> Types.cwe(one.getBodySite()))
          .row(21, "Observation.identifier", one -> Types.ei(one.getIdentifierFirstRep()));

  private ResultOut() {}

  /**
   * @param type OBX-2
   * @param text OBX-5
   * @param unit OBX-6
   */
  private record Value(String type, String text, String unit) {}

  /** The segment under its number, with its notes. */
  static String write(int number, Observation one) {
    String segment = OBX.write(one);
    StringBuilder out = new StringBuilder("OBX|").append(number);
    out.append(segment.substring("OBX|".length()));
    int note = 1;
    for (Annotation each : one.getNote()) {
      out.append("NTE|").append(note++).append("||").append(Out.text(each.getText())).append('\r');
    }
    return out.toString();
  }

  private static Value value(Observation one) {
    if (one.hasValue()) {
      return value(one.getValue());
    }
    if (!one.hasComponent()) {
      return new Value("", "", "");
    }
    List<Value> parts = one.getComponent().stream().map(part -> value(part.getValue())).toList();
    Value first = parts.getFirst();
    return new Value(first.type(), Out.repetitions(parts.stream().map(Value::text)), first.unit());
  }

  private static Value value(@Nullable Type value) {
    return switch (value) {
      case Quantity quantity -> quantity(quantity);
      case CodeableConcept concept -> new Value("CWE", Types.cwe(concept), "");
      case StringType text -> new Value("ST", Out.text(text.getValue()), "");
      case DateTimeType time -> new Value("DTM", Types.dtm(time), "");
      case TimeType time -> new Value("TM", time.getValue().replace(":", ""), "");
      case IntegerType number -> new Value("NM", number.getValueAsString(), "");
      case BooleanType flag -> new Value("ID", flag.booleanValue() ? "Y" : "N", "");
      case Period period ->
          new Value(
              "DR",
              Out.components(
                  Types.dtm(period.getStartElement()), Types.dtm(period.getEndElement())),
              "");
      case Range range ->
          new Value(
              "SN",
              Out.components("", number(range.getLow()), "-", number(range.getHigh())),
              unit(range.getLow()));
      case Ratio ratio ->
          new Value(
              "SN",
              Out.components(
                  comparator(ratio.getNumerator()),
                  number(ratio.getNumerator()),
                  ":",
                  number(ratio.getDenominator())),
              unit(ratio.getNumerator()));
      case SampledData samples ->
          new Value(
              "NA", String.valueOf(samples.getData()).replace(' ', '^'), unit(samples.getOrigin()));
      case null, default -> new Value("", "", "");
    };
  }

  private static Value quantity(Quantity quantity) {
    return quantity.hasComparator()
        ? new Value("SN", Out.components(comparator(quantity), number(quantity)), unit(quantity))
        : new Value("NM", number(quantity), unit(quantity));
  }

  private static String comparator(Quantity quantity) {
    return quantity.hasComparator() ? quantity.getComparator().toCode() : "";
  }

  private static String number(Quantity quantity) {
    BigDecimal number = quantity.getValue();
    return number == null ? "" : number.toPlainString();
  }

  /** The unit as it was written; the UCUM code beside it where that is another. */
  static String unit(Quantity quantity) {
    String unit = Out.text(quantity.getUnit());
    String code = Out.text(quantity.getCode());
    if (code.equals(unit) && isOtherwiseKnown(unit)) {
      return Out.components(code, "", "UCUM");
    }
    if (code.isEmpty() || code.equals(unit)) {
      return unit;
    }
    return unit.isEmpty() ? code : Out.components(code, unit, "UCUM");
  }

  /** Whether a unit without a system would be read as another: senders write ML for millilitres. */
  private static boolean isOtherwiseKnown(String unit) {
    return UNITS.find(unit).filter(known -> !known.target().equals(unit)).isPresent();
  }

  private static String range(Observation.ObservationReferenceRangeComponent range) {
    if (range.hasText()) {
      return Out.text(range.getText());
    }
    if (range.hasLow() && range.hasHigh()) {
      return number(range.getLow()) + '-' + number(range.getHigh());
    }
    return range.hasLow()
        ? ">=" + number(range.getLow())
        : range.hasHigh() ? "<=" + number(range.getHigh()) : "";
  }

  private static String effective(Observation one) {
    return one.getEffective() instanceof BaseDateTimeType time ? Types.dtm(time) : "";
  }
}
