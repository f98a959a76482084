package dev.mortar.priority;

import dev.mortar.ig.Codes.TaskCode;
import dev.mortar.priority.Facts.Event;
import dev.mortar.priority.Facts.Kind;
import dev.mortar.priority.Facts.Person;
import dev.mortar.priority.Facts.Sla;
import dev.mortar.store.FhirStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Task;

/** Looks up what a score is made of, and says what it did not find. */
final class FactGatherer {
  private static final int MOST = 500;
  private static final Duration DISCHARGE_COUNTS = Duration.ofDays(7);
  private static final Period DISPENSES_COUNT = Period.ofDays(365);
  private static final String EGFR =
      Table.rows("egfr-codes.csv").stream()
          .map(row -> "http://loinc.org|" + row.getFirst())
          .collect(Collectors.joining(","));

  private final FhirStore store;
  private final LabJudge judge;
  private final LaceGatherer lace;

  FactGatherer(FhirStore store, LabJudge judge) {
    this.store = store;
    this.judge = judge;
    this.lace = new LaceGatherer(store);
  }

  Facts gather(Task task, Instant asOf) {
    var gaps = new ArrayList<String>();
    var events = new ArrayList<Event>();
    lab(task, gaps).ifPresent(events::add);
    var stay = encounter(task);
    stay.flatMap(encounter -> discharge(encounter, asOf)).ifPresent(events::add);
    byCode(task).ifPresent(events::add);
    var patientId = task.getFor().getReferenceElement().getIdPart();
    if (patientId == null) {
      gaps.add("no patient");
      return new Facts(
          asOf,
          events,
          Person.unknown(),
          OptionalInt.empty(),
          OptionalDouble.empty(),
          sla(task),
          gaps);
    }
    var today = asOf.atZone(ZoneOffset.UTC).toLocalDate();
    var person = person(patientId, today, gaps);
    var covered = covered(patientId, today, gaps);
    var readmission = stay.map(encounter -> lace.gather(encounter, patientId).score());
    return new Facts(
        asOf,
        events,
        person,
        readmission.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        covered,
        sla(task),
        gaps);
  }

  private Optional<Event> lab(Task task, List<String> gaps) {
    var reference = task.getReasonReference().getReferenceElement();
    if (!"Observation".equals(reference.getResourceType())) {
      return Optional.empty();
    }
    return store
        .find(Observation.class, reference.getIdPart())
        .map(judge::judge)
        .flatMap(
            finding -> {
              gaps.addAll(finding.gaps());
              return switch (finding.severity()) {
                case CRITICAL -> Optional.of(new Event(Kind.CRITICAL_LAB, finding.label()));
                case ABNORMAL -> Optional.of(new Event(Kind.ABNORMAL_LAB, finding.label()));
                case NORMAL, UNKNOWN -> Optional.empty();
              };
            });
  }

  private Optional<Encounter> encounter(Task task) {
    var reference = task.getReasonReference().getReferenceElement();
    return "Encounter".equals(reference.getResourceType())
        ? store.find(Encounter.class, reference.getIdPart())
        : Optional.empty();
  }

  private static Optional<Event> discharge(Encounter encounter, Instant asOf) {
    if (!encounter.getPeriod().hasEnd()) {
      return Optional.empty();
    }
    var since = Duration.between(encounter.getPeriod().getEnd().toInstant(), asOf);
    if (since.isNegative() || since.compareTo(DISCHARGE_COUNTS) > 0) {
      return Optional.empty();
    }
    var label = "Discharged %d days ago".formatted(since.toDays());
    return Optional.of(new Event(Kind.DISCHARGE, label));
  }

  private static Optional<Event> byCode(Task task) {
    if (TaskCode.NEW_HIGH_RISK_MEDICATION.in(task.getCode())) {
      return Optional.of(new Event(Kind.HIGH_ALERT_DRUG, "High-alert medication"));
    }
    if (TaskCode.INTERACTION_REVIEW.in(task.getCode())) {
      return Optional.of(new Event(Kind.INTERACTION, "High-priority interaction"));
    }
    if (TaskCode.CARE_GAP.in(task.getCode()) || TaskCode.VACCINE_DUE.in(task.getCode())) {
      return Optional.of(new Event(Kind.CARE_GAP, "Care gap"));
    }
    if (TaskCode.PATIENT_REQUEST.in(task.getCode())) {
      return Optional.of(new Event(Kind.PATIENT_REQUEST, "Asked for by the patient"));
    }
    return Optional.empty();
  }

  private Person person(String patientId, LocalDate today, List<String> gaps) {
    var age =
        store
            .find(Patient.class, patientId)
            .filter(Patient::hasBirthDate)
            .map(patient -> patient.getBirthDate().toInstant().atZone(ZoneId.systemDefault()))
            .map(born -> Period.between(born.toLocalDate(), today).getYears());
    var query = "patient=Patient/" + patientId + "&status=active";
    var medications =
        store.search(MedicationRequest.class, query, MOST).stream()
            .map(FactGatherer::medication)
            .distinct()
            .count();
    var egfr = egfr(patientId);
    if (age.isEmpty()) {
      gaps.add("no birth date");
    }
    if (medications == 0) {
      gaps.add("no active medication known");
    }
    if (egfr.isEmpty()) {
      gaps.add("no eGFR");
    }
    return new Person(
        age.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        medications == 0 ? OptionalInt.empty() : OptionalInt.of((int) medications),
        egfr);
  }

  private OptionalDouble egfr(String patientId) {
    var query = "patient=Patient/" + patientId + "&code=" + EGFR + "&_sort=-date";
    return store.search(Observation.class, query, 1).stream()
        .filter(Observation::hasValueQuantity)
        .mapToDouble(found -> found.getValueQuantity().getValue().doubleValue())
        .findFirst();
  }

  private OptionalDouble covered(String patientId, LocalDate today, List<String> gaps) {
    var since = today.minus(DISPENSES_COUNT);
    var query = "patient=Patient/" + patientId + "&whenhandedover=ge" + since;
    var covered = Adherence.worst(store.search(MedicationDispense.class, query, MOST), today);
    if (covered.isEmpty()) {
      gaps.add("no dispense history");
    }
    return covered;
  }

  private static String medication(MedicationRequest request) {
    return request.hasMedicationCodeableConcept()
        ? Adherence.key(request.getMedicationCodeableConcept())
        : request.getMedicationReference().getReference();
  }

  private static Optional<Sla> sla(Task task) {
    if (!task.hasAuthoredOn() || !task.getRestriction().getPeriod().hasEnd()) {
      return Optional.empty();
    }
    var due = task.getRestriction().getPeriod().getEnd().toInstant();
    return Optional.of(new Sla(task.getAuthoredOn().toInstant(), due));
  }
}
