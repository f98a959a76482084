package dev.mortar.priority;

import com.google.common.base.Suppliers;
import dev.mortar.priority.Finding.Severity;
import dev.mortar.store.Cached;
import dev.mortar.store.FhirStore;
import dev.mortar.store.ResourceStored;
import dev.mortar.store.StoredListener;
import java.time.Clock;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.ObservationDefinition;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Quantity.QuantityComparator;
import org.hl7.fhir.r4.model.Type;

/**
 * Says whether a laboratory result is critical or abnormal: by the laboratory's own flag and by the
 * site's limits, whichever is worse. A laboratory that knows its patient may flag what a table does
 * not, and a table catches what nobody flagged.
 */
public final class LabJudge implements StoredListener {
  private static final String LOINC = "http://loinc.org";
  private static final Set<String> CRITICAL_FLAGS = Set.of("HH", "LL", "AA", "HU", "LU", "CRIT");
  private static final Set<String> ABNORMAL_FLAGS = Set.of("H", "L", "A", "HX", "LX", "R", "POS");
  private static final int MOST = 1_000;

  private final FhirStore store;
  private final Clock clock;
  private final Units units = new Units();
  private final Cached<Map<String, ObservationDefinition>> definitions;

  LabJudge(FhirStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.definitions = new Cached<>(this::read, clock);
  }

  /** The worst of the result and its components. */
  public Finding judge(Observation observation) {
    // Few results have limits, and only those need to know whose they are.
    Supplier<Optional<Patient>> patient = Suppliers.memoize(() -> patient(observation));
    var worst =
        judge(
            observation.getCode(),
            observation.getValue(),
            observation.getInterpretation(),
            patient);
    for (var component : observation.getComponent()) {
      var part =
          judge(component.getCode(), component.getValue(), component.getInterpretation(), patient);
      worst = part.worseThan(worst) ? part : worst;
    }
    if (worst.severity() == Severity.UNKNOWN) {
      return byReferenceRange(observation).orElse(worst);
    }
    return worst;
  }

  @Override
  public Set<String> types() {
    return Set.of("ObservationDefinition");
  }

  @Override
  public void stored(List<ResourceStored> changes) {
    definitions.forget();
  }

  private Finding judge(
      CodeableConcept code,
      Type value,
      List<CodeableConcept> flags,
      Supplier<Optional<Patient>> patient) {
    var name = name(code);
    var written = name + written(value);
    var flagged = flagged(flags);
    var gaps = new ArrayList<String>();
    var verdict = byLimits(code, value, patient, gaps);
    var worst =
        verdict
            .filter(found -> found.severity().compareTo(flagged) >= 0)
            .map(found -> new Finding(found.severity(), written + words(found, value), gaps));
    return worst.orElseGet(() -> new Finding(flagged, written + words(flagged), gaps));
  }

  private Optional<Limits.Verdict> byLimits(
      CodeableConcept code, Type value, Supplier<Optional<Patient>> whose, List<String> gaps) {
    var definition = definition(code);
    if (definition.isEmpty() || !(number(value) instanceof Quantity quantity)) {
      return Optional.empty();
    }
    var patient = whose.get();
    var limits = new Limits(definition.get(), patient, patient.map(this::age).orElse(-1));
    var unit = unit(quantity).or(limits::customaryUnit).orElse("1");
    if (unit(quantity).isEmpty()) {
      gaps.add(name(code) + " came without a unit; " + unit + " was assumed");
    }
    var loinc = loinc(code).findFirst().orElse("");
    java.util.function.Function<String, Optional<Limits.Value>> inUnit =
        wanted ->
            units
                .convert(quantity.getValue(), unit, wanted, loinc)
                .map(number -> new Limits.Value(number, orMore(quantity), orLess(quantity)));
    if (limits.incomparable(inUnit)) {
      gaps.add(name(code) + " came in " + unit + ", which its limits cannot be compared with");
    }
    return limits.judge(inUnit);
  }

  private Optional<Finding> byReferenceRange(Observation observation) {
    if (!(number(observation.getValue()) instanceof Quantity quantity)
        || !observation.hasReferenceRange()) {
      return Optional.empty();
    }
    var range = observation.getReferenceRangeFirstRep();
    var number = quantity.getValue();
    var low = range.hasLow() && number.compareTo(range.getLow().getValue()) < 0;
    var high = range.hasHigh() && number.compareTo(range.getHigh().getValue()) > 0;
    var severity = low || high ? Severity.ABNORMAL : Severity.NORMAL;
    var label = name(observation.getCode()) + written(quantity) + words(severity);
    return Optional.of(new Finding(severity, label, List.of()));
  }

  private static Severity flagged(List<CodeableConcept> flags) {
    var codes =
        flags.stream()
            .flatMap(flag -> flag.getCoding().stream())
            .map(Coding::getCode)
            .filter(java.util.Objects::nonNull)
            .collect(Collectors.toSet());
    if (codes.stream().anyMatch(CRITICAL_FLAGS::contains)) {
      return Severity.CRITICAL;
    }
    if (codes.stream().anyMatch(ABNORMAL_FLAGS::contains)) {
      return Severity.ABNORMAL;
    }
    return codes.contains("N") ? Severity.NORMAL : Severity.UNKNOWN;
  }

  private static String words(Limits.Verdict verdict, Type value) {
    return words(verdict.severity())
        + verdict
            .limit()
            .map(limit -> " (limit " + limit.getValue().toPlainString() + other(limit, value) + ")")
            .orElse("");
  }

  /** The limit's unit, if it is not the value's. */
  private static String other(Quantity limit, Type value) {
    var own = unit(limit).orElse("1");
    var same = value instanceof Quantity quantity && unit(quantity).filter(own::equals).isPresent();
    return same || own.equals("1") ? "" : " " + own;
  }

  private static String words(Severity severity) {
    return switch (severity) {
      case CRITICAL -> ", critical";
      case ABNORMAL -> ", abnormal";
      case NORMAL -> ", normal";
      case UNKNOWN -> "";
    };
  }

  private static String written(Type value) {
    if (!(number(value) instanceof Quantity quantity)) {
      return value == null || !value.isPrimitive() ? "" : " " + value.primitiveValue();
    }
    var comparator = quantity.hasComparator() ? quantity.getComparator().toCode() : "";
    var unit = quantity.hasUnit() ? quantity.getUnit() : quantity.getCode();
    var shown = unit == null || unit.equals("1") ? "" : " " + unit;
    return " " + comparator + quantity.getValue().toPlainString() + shown;
  }

  private static Optional<String> unit(Quantity quantity) {
    return Optional.ofNullable(quantity.getCode())
        .or(() -> Optional.ofNullable(quantity.getUnit()))
        .filter(unit -> !unit.isBlank());
  }

  private static boolean orMore(Quantity quantity) {
    return quantity.getComparator() == QuantityComparator.GREATER_THAN
        || quantity.getComparator() == QuantityComparator.GREATER_OR_EQUAL;
  }

  private static boolean orLess(Quantity quantity) {
    return quantity.getComparator() == QuantityComparator.LESS_THAN
        || quantity.getComparator() == QuantityComparator.LESS_OR_EQUAL;
  }

  /** The value as a quantity, or as it came if it is no number. */
  private static Type number(Type value) {
    if (value instanceof IntegerType whole) {
      return new Quantity(whole.getValue());
    }
    return value instanceof Quantity quantity && !quantity.hasValue() ? new Coding() : value;
  }

  private String name(CodeableConcept code) {
    if (code.hasText()) {
      return code.getText();
    }
    var reported = definition(code).map(ObservationDefinition::getPreferredReportName);
    return reported.orElseGet(() -> ownName(code));
  }

  private static String ownName(CodeableConcept code) {
    return code.getCoding().stream()
        .flatMap(coding -> Stream.of(coding.getDisplay(), coding.getCode()))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse("Result");
  }

  private Optional<ObservationDefinition> definition(CodeableConcept code) {
    var known = definitions.get();
    return loinc(code).filter(known::containsKey).map(known::get).findFirst();
  }

  private static Stream<String> loinc(CodeableConcept code) {
    return code.getCoding().stream()
        .filter(coding -> LOINC.equals(coding.getSystem()) && coding.hasCode())
        .map(Coding::getCode);
  }

  private Map<String, ObservationDefinition> read() {
    return store.search(ObservationDefinition.class, "", MOST).stream()
        .flatMap(definition -> loinc(definition.getCode()).map(code -> Map.entry(code, definition)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, other) -> first));
  }

  private Optional<Patient> patient(Observation observation) {
    var subject = observation.getSubject().getReferenceElement();
    return "Patient".equals(subject.getResourceType())
        ? store.find(Patient.class, subject.getIdPart())
        : Optional.empty();
  }

  private int age(Patient patient) {
    if (!patient.hasBirthDate()) {
      return -1;
    }
    var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    var born = patient.getBirthDate().toInstant().atZone(java.time.ZoneId.systemDefault());
    return Period.between(born.toLocalDate(), today).getYears();
  }
}
