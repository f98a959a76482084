package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.Quantities;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.datatype.Timings;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.math.BigDecimal;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Dosage.DosageDoseAndRateComponent;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.TimeType;
import org.hl7.fhir.r4.model.Timing;

/** How a medication is taken: RXO, RXE, RXG, RXR, TQ1 and the older TQ to Dosage. */
public final class Dosages {
  private static final String UNDER_CONSTRUCTION =
      "The guide's map of this segment is under construction";
  private static final String ONE_IS_A_DOSE = "One amount is a dose, two are a range";
  private static final String BY_TQ = "The parts of TQ where FHIR has them, each on its own";
  private static final String TYPE = "MedicationRequest";
  private static final CodeTable ROUTE = CodeTable.named("route");
  private static final CodeTable SITE = CodeTable.named("body-part");
  private static final CodeTable METHOD = CodeTable.named("administration-method");

  public static final SegmentMap<Dosage> ORC =
      SegmentMap.<Dosage>of("ORC[MedicationRequest]", TYPE)
          .step(
              7, "dosageInstruction.timing", (orc, dosage, mapping) -> tq(orc, 7, dosage, mapping))
          .ours(BY_TQ);

  /** RXE-1 of older versions, where there is no TQ1. */
  public static final SegmentMap<Dosage> RXE_TIMING =
      SegmentMap.<Dosage>of("RXE[MedicationRequest]", TYPE)
          .step(
              1, "dosageInstruction.timing", (rxe, dosage, mapping) -> tq(rxe, 1, dosage, mapping))
          .ours(BY_TQ);

  /** RXG-3 of older versions, where there is no TQ1. */
  public static final SegmentMap<Dosage> RXG_TIMING =
      SegmentMap.<Dosage>of("RXG[MedicationRequest]", TYPE)
          .step(
              3, "dosageInstruction.timing", (rxg, dosage, mapping) -> tq(rxg, 3, dosage, mapping))
          .ours(BY_TQ);

  public static final SegmentMap<Dosage> RXO =
      SegmentMap.<Dosage>of("RXO[MedicationRequest]", TYPE)
          .step(2, "dosageInstruction.doseAndRate.dose", dose(2, 3, 4))
          .ours(ONE_IS_A_DOSE)
          .each(7, "dosageInstruction.text", Codes::cwe, Dosages::instruction)
          .ours("The guide has no row for the instructions of the order")
          .step(21, "dosageInstruction.doseAndRate.rate", rate(21, 22, 23))
          .ours("The guide has no row for the rate");

  public static final SegmentMap<Dosage> RXE =
      SegmentMap.<Dosage>of("RXE[MedicationRequest]", TYPE)
          .step(3, "dosageInstruction.doseAndRate.dose", dose(3, 4, 5))
          .ours(ONE_IS_A_DOSE)
          .each(7, "dosageInstruction.text", Codes::cwe, Dosages::instruction)
          .ours(UNDER_CONSTRUCTION)
          .one(19, "dosageInstruction.maxDosePerPeriod", Quantities::cq, Dosages::perDay)
          .ours("The guide names this row by mistake in the map of RXO")
          .step(22, "dosageInstruction.doseAndRate.rate", rate(22, 23, 24))
          .ours(UNDER_CONSTRUCTION);

  public static final SegmentMap<Dosage> RXG =
      SegmentMap.<Dosage>of("RXG[MedicationRequest]", TYPE)
          .step(5, "dosageInstruction.doseAndRate.dose", dose(5, 6, 7))
          .ours(ONE_IS_A_DOSE)
          .each(13, "dosageInstruction.text", Codes::cwe, Dosages::instruction)
          .ours("The guide has no map of RXG")
          .step(14, "dosageInstruction.doseAndRate.rate", rate(14, 15, 16))
          .ours("The guide has no map of RXG");

  public static final SegmentMap<Dosage> RXR =
      SegmentMap.<Dosage>of("RXR[MedicationRequest]", TYPE)
          .one(1, "dosageInstruction.route", Codes.cwe(ROUTE, "0162"), Dosage::setRoute)
          .one(2, "dosageInstruction.site", Codes.cwe(SITE, "0550"), Dosage::setSite)
          .one(4, "dosageInstruction.method", Codes.cwe(METHOD, "0165"), Dosage::setMethod)
          .one(
              5,
              "dosageInstruction.additionalInstruction",
              Codes::cwe,
              Dosage::addAdditionalInstruction);

  public static final SegmentMap<Dosage> TQ1 =
      SegmentMap.<Dosage>of("TQ1[MedicationRequest]", TYPE)
          .step(2, "dosageInstruction.doseAndRate.doseQuantity", Dosages::quantity)
          .step(3, "dosageInstruction.timing", Dosages::pattern)
          .each(4, "dosageInstruction.timing.repeat.timeOfDay", Times::time, Dosages::timeOfDay)
          .ours("A time of day is no event: the official row names a dateTime")
          .step(6, "occurrenceTiming.boundsDuration", Dosages::length)
          .step(7, "dosageInstruction.timing.repeat.boundsPeriod.start", Dosages::bounds)
          .each(
              10,
              "dosageInstruction.additionalInstruction.text",
              Primitives::literal,
              (dosage, text) -> dosage.addAdditionalInstruction().setText(text))
          .one(11, "dosageInstruction.text", Primitives::literal, Dosages::words)
          .one(14, "dosageInstruction.timing.repeat.countMax", Primitives::whole, Dosages::count);

  private Dosages() {}

  private static Row.Step<Dosage> dose(int min, int max, int units) {
    return (segment, dosage, mapping) -> {
      Quantity low = Quantities.of(segment.field(min), segment.field(units), mapping);
      Quantity high = Quantities.of(segment.field(max), segment.field(units), mapping);
      if (low == null && high == null) {
        return false;
      }
      DosageDoseAndRateComponent amount = dosage.getDoseAndRateFirstRep();
      if (low == null || high == null || low.getValue().compareTo(high.getValue()) == 0) {
        amount.setDose(low == null ? high : low);
      } else {
        boolean upside = low.getValue().compareTo(high.getValue()) < 0;
        amount.setDose(new Range().setLow(upside ? low : high).setHigh(upside ? high : low));
      }
      ordered(amount);
      return true;
    };
  }

  private static void ordered(DosageDoseAndRateComponent amount) {
    amount.setType(
        new CodeableConcept(
            new Coding(
                "http://terminology.hl7.org/CodeSystem/dose-rate-type", "ordered", "Ordered")));
  }

  /** Give per a time unit, an amount, its units: {@code H1|125|mL} is 125 mL an hour. */
  private static Row.Step<Dosage> rate(int per, int amount, int units) {
    return (segment, dosage, mapping) -> {
      Quantity rate = Quantities.of(segment.field(amount), segment.field(units), mapping);
      if (rate == null) {
        return false;
      }
      String time = segment.field(per).text();
      if (!time.isEmpty()) {
        boolean hour = time.equals("H1") || time.equals("H");
        rate.setUnit((rate.hasUnit() ? rate.getUnit() : "") + "/" + (hour ? "h" : time));
        rate.setCode(hour && rate.hasCode() ? rate.getCode() + "/h" : null);
        rate.setSystem(rate.hasCode() ? rate.getSystem() : null);
      }
      dosage.getDoseAndRateFirstRep().setRate(rate);
      return true;
    };
  }

  private static void instruction(Dosage dosage, CodeableConcept instruction) {
    Coding coding = instruction.getCodingFirstRep();
    String words = instruction.getText();
    if (words == null) {
      words = coding.hasDisplay() ? coding.getDisplay() : coding.getCode();
    }
    words(dosage, words);
    if (coding.hasCode() && !coding.getCode().equals(words)) {
      dosage.addAdditionalInstruction(instruction);
    }
  }

  static void words(Dosage dosage, String text) {
    dosage.setText(dosage.hasText() ? dosage.getText() + "\n" + text : text);
  }

  private static void perDay(Dosage dosage, Quantity quantity) {
    dosage.getMaxDosePerPeriod().setNumerator(quantity);
    Quantity day = new Quantity().setValue(BigDecimal.ONE).setUnit("d");
    dosage
        .getMaxDosePerPeriod()
        .setDenominator(day.setSystem("http://unitsofmeasure.org").setCode("d"));
  }

  /** TQ of older versions, of which only the first repetition tells how the drug is taken. */
  private static boolean tq(Segment segment, int field, Dosage dosage, Mapping mapping) {
    Value tq = segment.field(field).repetition(1);
    if (!tq.isValued()) {
      return false;
    }
    boolean reached = amount(tq.component(1), dosage, mapping);
    reached |= Timings.pattern(tq.component(2), dosage, mapping);
    if (!tq.component(5).isValued()) {
      reached |= Timings.length(tq.component(3), dosage.getTiming(), mapping);
    }
    reached |=
        Timings.bounds(
            Times.dateTime(tq.component(4), mapping),
            Times.dateTime(tq.component(5), mapping),
            dosage.getTiming());
    String words = tq.component(8).text();
    if (!words.isEmpty()) {
      words(dosage, words);
    }
    return reached || !words.isEmpty();
  }

  private static boolean quantity(Segment tq1, Dosage dosage, Mapping mapping) {
    Quantity quantity = Quantities.cq(tq1.field(2), mapping);
    if (quantity == null || dosage.getDoseAndRateFirstRep().hasDose()) {
      return false;
    }
    dosage.getDoseAndRateFirstRep().setDose(quantity);
    return true;
  }

  /** A bare number without a unit may be a dose or a count of packages: it stays where it is. */
  private static boolean amount(Value cq, Dosage dosage, Mapping mapping) {
    if (!cq.sub(1).isValued() || dosage.getDoseAndRateFirstRep().hasDose()) {
      return false;
    }
    BigDecimal number = Quantities.decimal(cq.sub(1), mapping);
    String unit = cq.sub(2).text();
    if (number == null || unit.isEmpty()) {
      return false;
    }
    dosage.getDoseAndRateFirstRep().setDose(new Quantity().setValue(number).setUnit(unit));
    return true;
  }

  /** Each repetition is a pattern; the first is the timing and the others are words. */
  private static boolean pattern(Segment tq1, Dosage dosage, Mapping mapping) {
    Value field = tq1.field(3);
    boolean reached = Timings.pattern(field.component(1), dosage, mapping);
    for (int i = 2; i <= field.repetitions(); i++) {
      String more = field.repetition(i).component(1).literal();
      if (!more.isEmpty()) {
        dosage.addAdditionalInstruction().setText(more);
        reached = true;
      }
    }
    return reached;
  }

  private static boolean length(Segment tq1, Dosage dosage, Mapping mapping) {
    return !tq1.field(8).isValued()
        && Timings.length(Quantities.cq(tq1.field(6), mapping), dosage.getTiming());
  }

  private static boolean bounds(Segment tq1, Dosage dosage, Mapping mapping) {
    DateTimeType start = Times.dateTime(tq1.field(7), mapping);
    return Timings.bounds(start, Times.dateTime(tq1.field(8), mapping), dosage.getTiming());
  }

  /** FHIR has either times of day or events of the day. */
  private static void timeOfDay(Dosage dosage, TimeType time) {
    dosage.getTiming().getRepeat().setWhen(null).addTimeOfDay(time.getValue());
  }

  private static void count(Dosage dosage, IntegerType count) {
    Timing.TimingRepeatComponent repeat = dosage.getTiming().getRepeat();
    if (repeat.hasCount()) {
      repeat.setCountMax(Math.max(repeat.getCount(), count.getValue()));
    } else {
      repeat.setCount(count.getValue());
    }
  }
}
