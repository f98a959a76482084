package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Timings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Timing.TimingRepeatComponent;
import org.jspecify.annotations.Nullable;

/**
 * For how many days what was dispensed lasts, which HL7 v2 has no field for: the length of the
 * therapy if the order names one, else the amount divided by the dose of a day.
 */
public final class Supplies {
  private static final BigDecimal HOURS = BigDecimal.valueOf(24);
  private static final BigDecimal LONGEST = BigDecimal.valueOf(3650);

  private Supplies() {}

  /** By how the drug is taken; does nothing if the dispense knows already. */
  public static void complete(MedicationDispense dispense, Dosage dosage) {
    if (dispense.hasDaysSupply()) {
      return;
    }
    BigDecimal length = Timings.days(dosage.getTiming());
    if (length != null) {
      days(dispense, length);
      return;
    }
    BigDecimal times = daily(dosage.getTiming().getRepeat());
    if (times != null && dosage.getDoseAndRateFirstRep().getDose() instanceof Quantity dose) {
      Quantity daily = dose.copy();
      set(dispense, daily.setValue(dose.getValue().multiply(times)));
    }
  }

  /** True if the units are the same and the result is a sensible number of days. */
  static boolean set(MedicationDispense dispense, Quantity daily) {
    Quantity amount = dispense.getQuantity();
    boolean countable = amount.hasValue() && daily.hasValue() && daily.getValue().signum() > 0;
    if (!countable || !unit(amount).equals(unit(daily))) {
      return false;
    }
    BigDecimal days = amount.getValue().divide(daily.getValue(), 0, RoundingMode.HALF_UP);
    if (days.signum() <= 0 || days.compareTo(LONGEST) > 0) {
      return false;
    }
    days(dispense, days);
    return true;
  }

  private static void days(MedicationDispense dispense, BigDecimal days) {
    Quantity supply = new Quantity().setValue(days).setUnit("d");
    dispense.setDaysSupply(supply.setSystem("http://unitsofmeasure.org").setCode("d"));
  }

  private static String unit(Quantity quantity) {
    String unit = quantity.hasCode() ? quantity.getCode() : quantity.getUnit();
    return unit == null ? "" : unit;
  }

  /** How many times a day, or null if the timing does not say. */
  private static @Nullable BigDecimal daily(TimingRepeatComponent repeat) {
    if (!repeat.hasFrequency() || !repeat.hasPeriod() || repeat.getPeriod().signum() == 0) {
      return null;
    }
    BigDecimal frequency = BigDecimal.valueOf(repeat.getFrequency());
    BigDecimal period = repeat.getPeriod();
    return switch (repeat.getPeriodUnit()) {
      case H -> frequency.multiply(HOURS).divide(period, MathContext.DECIMAL32);
      case D -> frequency.divide(period, MathContext.DECIMAL32);
      case WK -> frequency.divide(period.multiply(BigDecimal.valueOf(7)), MathContext.DECIMAL32);
      default -> null;
    };
  }
}
