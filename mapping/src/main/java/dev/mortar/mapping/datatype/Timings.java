package dev.mortar.mapping.datatype;

import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Value;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.TimingRepeatComponent;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.jspecify.annotations.Nullable;

/**
 * How often and how long: RPT, RI and the durations of TQ to Timing. The code as it came stays
 * beside what we understand of it.
 */
public final class Timings {
  private static final String UCUM = "http://unitsofmeasure.org";
  private static final CodeTable PATTERNS = CodeTable.named("repeat-pattern");
  private static final Pattern EVERY = Pattern.compile("Q *([1-9]\\d{0,2}) *([SMHDWL])[A-Z]*");
  private static final Pattern DAILY = Pattern.compile("([1-9]\\d?) *(?:X *D|ID|X *DAY|X *DAILY)");
  private static final Pattern LENGTH = Pattern.compile("([SMHDWL])([1-9]\\d{0,3})");
  private static final Pattern COUNT = Pattern.compile("[XT]([1-9]\\d{0,3})");

  private Timings() {}

  /**
   * A repeat pattern as a code or as words.
   *
   * @param pattern a component whose parts, if any, are subcomponents
   */
  public static boolean pattern(Value pattern, Dosage dosage, Mapping mapping) {
    String code = pattern.sub(1).text();
    String words = pattern.sub(2).text();
    String said = code.isEmpty() ? words : code;
    if (said.isEmpty()) {
      return false;
    }
    String upper = said.toUpperCase(Locale.ROOT).strip();
    if (upper.contains("PRN")) {
      dosage.setAsNeeded(new BooleanType(true));
    }
    String often = upper.replace("PRN", "").strip();
    Timing timing = dosage.getTiming();
    understand(often, timing.getRepeat());
    timing.getCode().setText(words.isEmpty() ? said : words);
    PATTERNS
        .find(often)
        .filter(known -> !known.system().isEmpty())
        .ifPresent(
            known -> timing.getCode().addCoding().setSystem(known.system()).setCode(known.code()));
    if (!words.isEmpty() && !timing.getCode().hasCoding()) {
      timing.getCode().addCoding().setCode(said);
    }
    return true;
  }

  private static void understand(String often, TimingRepeatComponent repeat) {
    Optional<CodeTable.Code> known = PATTERNS.find(often);
    Matcher every = EVERY.matcher(often);
    Matcher daily = DAILY.matcher(often);
    if (known.isPresent()) {
      String[] parts = known.get().target().split("/", -1);
      repeat.setFrequency(Integer.parseInt(parts[0]));
      repeat.setPeriod(new BigDecimal(parts[1])).setPeriodUnit(UnitsOfTime.fromCode(parts[2]));
      if (parts.length > 3) {
        repeat.addWhen(Timing.EventTiming.fromCode(parts[3]));
      }
    } else if (every.matches()) {
      repeat.setFrequency(1).setPeriod(new BigDecimal(every.group(1)));
      repeat.setPeriodUnit(UnitsOfTime.fromCode(unit(every.group(2).charAt(0))));
    } else if (daily.matches()) {
      repeat.setFrequency(Integer.parseInt(daily.group(1)));
      repeat.setPeriod(BigDecimal.ONE).setPeriodUnit(UnitsOfTime.D);
    } else if (often.equals("ONCE") || often.equals("STAT") || often.equals("X1")) {
      repeat.setCount(1);
    }
  }

  /** TQ.3: {@code D30} is thirty days, {@code X3} three times. */
  public static boolean length(Value value, Timing timing, Mapping mapping) {
    String text = value.text();
    Matcher length = LENGTH.matcher(text);
    Matcher count = COUNT.matcher(text);
    if (length.matches()) {
      String unit = unit(length.group(1).charAt(0));
      bound(timing, new BigDecimal(length.group(2)), unit, unit);
      return true;
    }
    if (count.matches()) {
      timing.getRepeat().setCount(Integer.parseInt(count.group(1)));
      return true;
    }
    return false;
  }

  /** TQ1-6: the length of the service, if its unit is one of time. */
  public static boolean length(@Nullable Quantity quantity, Timing timing) {
    if (quantity == null || !isTime(quantity.getCode()) || timing.getRepeat().hasBounds()) {
      return false;
    }
    bound(timing, quantity.getValue(), quantity.getCode(), quantity.getUnit());
    return true;
  }

  /** From when to when; a length that is known already wins over a start alone. */
  public static boolean bounds(
      @Nullable DateTimeType start, @Nullable DateTimeType end, Timing timing) {
    if (start == null && end == null) {
      return false;
    }
    if (start != null && end == null && timing.getRepeat().hasBounds()) {
      timing.addEventElement().setValue(start.getValue(), start.getPrecision());
      return true;
    }
    boolean backwards = start != null && end != null && end.before(start);
    timing
        .getRepeat()
        .setBounds(new Period().setStartElement(start).setEndElement(backwards ? null : end));
    return true;
  }

  private static void bound(Timing timing, BigDecimal amount, String code, String unit) {
    Duration duration = new Duration();
    duration.setValue(amount).setSystem(UCUM).setCode(code).setUnit(unit);
    timing.getRepeat().setBounds(duration);
  }

  /** The days that a timing lasts, or null if it does not say. */
  public static @Nullable BigDecimal days(Timing timing) {
    if (!(timing.getRepeat().getBounds() instanceof Duration duration)) {
      return null;
    }
    return switch (duration.getCode()) {
      case "d" -> duration.getValue();
      case "wk" -> duration.getValue().multiply(BigDecimal.valueOf(7));
      default -> null;
    };
  }

  public static boolean isTime(@Nullable String ucum) {
    return ucum != null
        && switch (ucum) {
          case "s", "min", "h", "d", "wk", "mo", "a" -> true;
          default -> false;
        };
  }

  private static String unit(char letter) {
    return switch (letter) {
      case 'S' -> "s";
      case 'M' -> "min";
      case 'H' -> "h";
      case 'D' -> "d";
      case 'W' -> "wk";
      default -> "mo";
    };
  }
}
