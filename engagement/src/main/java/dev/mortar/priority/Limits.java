package dev.mortar.priority;

import dev.mortar.priority.Finding.Severity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.ObservationDefinition;
import org.hl7.fhir.r4.model.ObservationDefinition.ObservationDefinitionQualifiedIntervalComponent;
import org.hl7.fhir.r4.model.ObservationDefinition.ObservationRangeCategory;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.jspecify.annotations.Nullable;

/** The limits of one analyte that hold for one person. */
final class Limits {
  /**
   * @param limit the bound that was passed, in the limit's own unit
   */
  record Verdict(Severity severity, Optional<Quantity> limit) {}

  /** A value with what its comparator leaves open. */
  record Value(BigDecimal number, boolean orMore, boolean orLess) {}

  private final ObservationDefinition definition;
  private final Optional<Patient> patient;
  private final int ageYears;

  /**
   * @param ageYears below zero if unknown
   */
  Limits(ObservationDefinition definition, Optional<Patient> patient, int ageYears) {
    this.definition = definition;
    this.patient = patient;
    this.ageYears = ageYears;
  }

  /** The unit of a result that came without one. */
  Optional<String> customaryUnit() {
    var details = definition.getQuantitativeDetails();
    return Optional.ofNullable(details.getCustomaryUnit().getCodingFirstRep().getCode())
        .or(() -> Optional.ofNullable(details.getUnit().getCodingFirstRep().getCode()));
  }

  /**
   * @param inUnit the value in the unit that is asked for, empty if it cannot be converted
   */
  Optional<Verdict> judge(java.util.function.Function<String, Optional<Value>> inUnit) {
    var critical = intervals(ObservationRangeCategory.CRITICAL);
    var passed = critical.stream().flatMap(each -> passed(each, inUnit).stream()).findFirst();
    if (passed.isPresent()) {
      return Optional.of(new Verdict(Severity.CRITICAL, passed));
    }
    var reference = intervals(ObservationRangeCategory.REFERENCE);
    passed = reference.stream().flatMap(each -> passed(each, inUnit).stream()).findFirst();
    if (passed.isPresent()) {
      return Optional.of(new Verdict(Severity.ABNORMAL, passed));
    }
    var compared = reference.stream().anyMatch(each -> comparable(each, inUnit));
    return compared
        ? Optional.of(new Verdict(Severity.NORMAL, Optional.empty()))
        : Optional.empty();
  }

  /** Whether there are limits but none in a unit that the value can be brought to. */
  boolean incomparable(java.util.function.Function<String, Optional<Value>> inUnit) {
    return definition.getQualifiedInterval().stream().noneMatch(each -> comparable(each, inUnit));
  }

  private List<ObservationDefinitionQualifiedIntervalComponent> intervals(
      ObservationRangeCategory category) {
    return definition.getQualifiedInterval().stream()
        .filter(interval -> interval.getCategory() == category)
        .filter(this::fits)
        .toList();
  }

  private boolean fits(ObservationDefinitionQualifiedIntervalComponent interval) {
    if (interval.hasGender()) {
      var gender = patient.map(Patient::getGender).orElse(AdministrativeGender.UNKNOWN);
      if (interval.getGender() != gender) {
        return false;
      }
    }
    if (!interval.hasAge()) {
      return true;
    }
    var age = interval.getAge();
    return ageYears >= 0
        && (!age.hasLow() || ageYears >= age.getLow().getValue().intValue())
        && (!age.hasHigh() || ageYears <= age.getHigh().getValue().intValue());
  }

  private static boolean comparable(
      ObservationDefinitionQualifiedIntervalComponent interval,
      java.util.function.Function<String, Optional<Value>> inUnit) {
    var bound =
        interval.getRange().hasLow() ? interval.getRange().getLow() : interval.getRange().getHigh();
    return inUnit.apply(unit(bound)).isPresent();
  }

  private static Optional<Quantity> passed(
      ObservationDefinitionQualifiedIntervalComponent interval,
      java.util.function.Function<String, Optional<Value>> inUnit) {
    var range = interval.getRange();
    if (range.hasLow() && below(inUnit.apply(unit(range.getLow())), range.getLow())) {
      return Optional.of(range.getLow());
    }
    if (range.hasHigh() && above(inUnit.apply(unit(range.getHigh())), range.getHigh())) {
      return Optional.of(range.getHigh());
    }
    return Optional.empty();
  }

  private static boolean below(Optional<Value> value, Quantity low) {
    return value
        .filter(v -> !v.orMore())
        .filter(v -> v.number().compareTo(low.getValue()) < (v.orLess() ? 1 : 0))
        .isPresent();
  }

  private static boolean above(Optional<Value> value, Quantity high) {
    return value
        .filter(v -> !v.orLess())
        .filter(v -> v.number().compareTo(high.getValue()) > (v.orMore() ? -1 : 0))
        .isPresent();
  }

  private static String unit(@Nullable Quantity bound) {
    if (bound == null) {
      return "1";
    }
    return bound.hasCode() ? bound.getCode() : bound.hasUnit() ? bound.getUnit() : "1";
  }
}
