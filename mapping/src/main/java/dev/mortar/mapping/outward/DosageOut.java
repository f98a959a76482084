package dev.mortar.mapping.outward;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.TimeType;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.TimingRepeatComponent;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** Dosage to its fields of RXE, to TQ1 and to RXR. */
final class DosageOut {
  private static final Reversed PATTERNS = Reversed.of("repeat-pattern");
  private static final Reversed ROUTE = Reversed.of("route");
  private static final Reversed METHOD = Reversed.of("administration-method");

  private static final OutMap<Dosage> TQ1 =
      OutMap.<Dosage>of("TQ1")
          .row(1, "(constant)", dosage -> "1")
          .row(3, "Dosage.timing", DosageOut::pattern)
          .row(4, "Dosage.timing.repeat.timeOfDay", DosageOut::timesOfDay)
          .row(6, "Dosage.timing.repeat.boundsDuration", DosageOut::length)
          .row(
              7,
              "Dosage.timing.repeat.boundsPeriod.start",
              d -> Types.dtm(bounds(d).getStartElement()))
          .row(
              8, "Dosage.timing.repeat.boundsPeriod.end", d -> Types.dtm(bounds(d).getEndElement()))
          .row(14, "Dosage.timing.repeat.count", DosageOut::count);

  private static final OutMap<Dosage> RXR =
      OutMap.<Dosage>of("RXR")
          .row(1, "Dosage.route", dosage -> Types.cwe(dosage.getRoute(), "0162", ROUTE))
          .row(2, "Dosage.site", dosage -> Types.site(dosage.getSite()))
          .row(4, "Dosage.method", dosage -> Types.cwe(dosage.getMethod(), "0165", METHOD));

  private DosageOut() {}

  /** TQ1 and RXR, as far as there is something to say. */
  static String timing(Dosage dosage) {
    boolean timed = dosage.hasTiming() || dosage.hasAsNeededBooleanType();
    String written = timed ? TQ1.write(dosage) : "";
    return written.equals("TQ1|1\r") ? "" : written;
  }

  static String route(Dosage dosage) {
    return dosage.hasRoute() || dosage.hasSite() || dosage.hasMethod() ? RXR.write(dosage) : "";
  }

  static Quantity lowest(Dosage dosage) {
    return switch (dose(dosage)) {
      case Quantity quantity -> quantity;
      case Range range -> range.getLow();
      case null, default -> new Quantity();
    };
  }

  /** Empty unless the dose is a range. */
  static Quantity highest(Dosage dosage) {
    return dose(dosage) instanceof Range range ? range.getHigh() : new Quantity();
  }

  private static @Nullable Type dose(Dosage dosage) {
    return dosage.hasDoseAndRate() ? dosage.getDoseAndRate().getFirst().getDose() : null;
  }

  /** The rate without its time, which has a field of its own. */
  static Quantity rate(Dosage dosage) {
    @Nullable Type rate = rated(dosage);
    if (!(rate instanceof Quantity quantity)) {
      return new Quantity();
    }
    Quantity amount = new Quantity().setValue(quantity.getValue());
    return amount.setUnit(before(quantity.getUnit())).setCode(before(quantity.getCode()));
  }

  private static @Nullable Type rated(Dosage dosage) {
    return dosage.hasDoseAndRate() ? dosage.getDoseAndRate().getFirst().getRate() : null;
  }

  /** {@code H1} for an hour, else what stands behind the unit. */
  static String ratePer(Dosage dosage) {
    @Nullable Type rate = rated(dosage);
    String unit = rate instanceof Quantity quantity ? String.valueOf(quantity.getUnit()) : "";
    int slash = unit.lastIndexOf('/');
    String per = slash < 0 ? "" : unit.substring(slash + 1);
    return per.equals("h") ? "H1" : Out.text(per);
  }

  private static @Nullable String before(@Nullable String unit) {
    if (unit == null || unit.indexOf('/') < 0) {
      return unit;
    }
    return unit.substring(0, unit.lastIndexOf('/'));
  }

  /** The pattern as it came, or one that says what the timing says. */
  private static String pattern(Dosage dosage) {
    Timing timing = dosage.getTiming();
    Coding coding =
        timing.getCode().hasCoding() ? timing.getCode().getCoding().getFirst() : new Coding();
    String text = Out.text(timing.getCode().getText());
    String code = coding.hasCode() ? Out.text(coding.getCode()) : "";
    String said = code.isEmpty() ? text : code;
    if (said.isEmpty()) {
      said = understood(timing.getRepeat());
    }
    boolean needed = dosage.hasAsNeededBooleanType() && dosage.getAsNeededBooleanType().getValue();
    if (needed && !(said + text).toUpperCase(Locale.ROOT).contains("PRN")) {
      said = said.isEmpty() ? "PRN" : said + " PRN";
    }
    return text.isEmpty() || text.equals(said) ? said : Out.subcomponents(said, text);
  }

  private static String understood(TimingRepeatComponent repeat) {
    if (!repeat.hasFrequency() || !repeat.hasPeriod() || !repeat.hasPeriodUnit()) {
      return "";
    }
    String period = repeat.getPeriod().stripTrailingZeros().toPlainString();
    String unit = repeat.getPeriodUnit().toCode();
    String when =
        repeat.getWhen().stream()
            .limit(1)
            .map(each -> "/" + each.getValue().toCode())
            .collect(Collectors.joining());
    String known = PATTERNS.code(repeat.getFrequency() + "/" + period + "/" + unit + when);
    if (!known.isEmpty()) {
      return known;
    }
    boolean daily = unit.equals("d") && repeat.getPeriod().compareTo(BigDecimal.ONE) == 0;
    return daily ? repeat.getFrequency() + "XD" : every(repeat, period, unit);
  }

  /** Several times in a period have no code of their own; the period of one is said. */
  private static String every(TimingRepeatComponent repeat, String period, String unit) {
    String letter =
        unit.equals("min") ? "M" : unit.equals("wk") ? "W" : unit.equals("mo") ? "L" : unit;
    return repeat.getFrequency() == 1 ? "Q" + period + letter.toUpperCase(Locale.ROOT) : "";
  }

  private static String timesOfDay(Dosage dosage) {
    return Out.repetitions(
        dosage.getTiming().getRepeat().getTimeOfDay().stream()
            .map(TimeType::getValue)
            .map(time -> time.replace(":", "")));
  }

  private static String length(Dosage dosage) {
    return dosage.getTiming().getRepeat().getBounds() instanceof Duration duration
        ? duration.getValue().toPlainString() + '^' + ResultOut.unit(duration).replace('^', '&')
        : "";
  }

  private static Period bounds(Dosage dosage) {
    return dosage.getTiming().getRepeat().getBounds() instanceof Period period
        ? period
        : new Period();
  }

  private static String count(Dosage dosage) {
    TimingRepeatComponent repeat = dosage.getTiming().getRepeat();
    return repeat.hasCount() ? String.valueOf(repeat.getCount()) : "";
  }
}
