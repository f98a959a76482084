package dev.mortar.automation;

import dev.mortar.priority.Finding;
import dev.mortar.priority.LabJudge;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/**
 * What a rule may ask about a resource beside its own elements: {@code %now}; of an Observation
 * {@code %severity} (critical, abnormal, normal, unknown) and {@code %finding} in words; of a
 * MedicationDispense {@code %suppliedUntil} and {@code %laterFill}, whether the same medication was
 * handed over since.
 */
final class Subject {
  private static final int MOST = 500;

  private final FhirStore store;
  private final LabJudge judge;
  private final Clock clock;

  Subject(FhirStore store, LabJudge judge, Clock clock) {
    this.store = store;
    this.judge = judge;
    this.clock = clock;
  }

  Map<String, List<Base>> constants(Resource resource) {
    Map<String, List<Base>> constants = new HashMap<>();
    constants.put("now", List.of(new DateTimeType(Date.from(clock.instant()))));
    switch (resource) {
      case Observation observation -> of(judge.judge(observation), constants);
      case MedicationDispense dispense -> of(dispense, constants);
      default -> {}
    }
    return constants;
  }

  private static void of(Finding finding, Map<String, List<Base>> constants) {
    var severity = finding.severity().name().toLowerCase(Locale.ROOT);
    constants.put("severity", List.of(new StringType(severity)));
    constants.put("finding", List.of(new StringType(finding.label())));
  }

  private void of(MedicationDispense dispense, Map<String, List<Base>> constants) {
    if (!dispense.hasWhenHandedOver() || !dispense.getDaysSupply().hasValue()) {
      return;
    }
    var days = dispense.getDaysSupply().getValue().longValue();
    var handedOver = dispense.getWhenHandedOver().toInstant();
    var until = new DateTimeType(Date.from(handedOver.plus(Duration.ofDays(days))));
    constants.put("suppliedUntil", List.of(until));
    constants.put("laterFill", List.of(new BooleanType(laterFill(dispense))));
  }

  private boolean laterFill(MedicationDispense dispense) {
    var patient = dispense.getSubject().getReferenceElement().getIdPart();
    var after = dispense.getWhenHandedOver();
    return store
        .search(
            MedicationDispense.class, "patient=Patient/" + patient + "&status:not=cancelled", MOST)
        .stream()
        .filter(other -> other.hasWhenHandedOver() && other.getWhenHandedOver().after(after))
        .anyMatch(other -> sameMedication(other, dispense));
  }

  private static boolean sameMedication(MedicationDispense one, MedicationDispense other) {
    if (one.getMedication() instanceof CodeableConcept a
        && other.getMedication() instanceof CodeableConcept b) {
      return a.getCoding().stream().anyMatch(coding -> has(b, coding))
          || (a.hasText() && a.getText().equals(b.getText()));
    }
    return one.getMedication() != null && one.getMedication().equalsDeep(other.getMedication());
  }

  private static boolean has(CodeableConcept concept, Coding coding) {
    return coding.hasCode() && concept.hasCoding(coding.getSystem(), coding.getCode());
  }
}
