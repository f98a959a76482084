package dev.mortar.mapping.message;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * What the results of one order have in common.
 *
 * @param number the order's number with its system
 * @param service the same with the service: one number may order several
 */
record Order(
    String number,
    String service,
    @Nullable DiagnosticReport report,
    @Nullable Reference request,
    @Nullable Reference specimen,
    @Nullable CodeableConcept category) {
  /** Observations that belong to no order, such as those of an admission. */
  static Order none(String number) {
    return new Order(number, number, null, null, null, null);
  }

  /** The status of a result that does not tell its own. */
  ObservationStatus observationStatus() {
    if (report == null || report.getStatus() == null) {
      return ObservationStatus.UNKNOWN;
    }
    return switch (report.getStatus()) {
      case FINAL -> ObservationStatus.FINAL;
      case CORRECTED -> ObservationStatus.CORRECTED;
      case AMENDED, APPENDED -> ObservationStatus.AMENDED;
      case PRELIMINARY, PARTIAL -> ObservationStatus.PRELIMINARY;
      case REGISTERED -> ObservationStatus.REGISTERED;
      case CANCELLED -> ObservationStatus.CANCELLED;
      case ENTEREDINERROR -> ObservationStatus.ENTEREDINERROR;
      case UNKNOWN, NULL -> ObservationStatus.UNKNOWN;
    };
  }

  /** Gives a result what stands in the order: the sample and when it was taken. */
  void complete(Observation observation) {
    if (request != null) {
      observation.addBasedOn(request);
    }
    if (specimen != null) {
      observation.setSpecimen(specimen);
    }
    if (category != null) {
      observation.addCategory(category);
    }
    if (report == null) {
      return;
    }
    if (!observation.hasEffective() && report.hasEffective()) {
      observation.setEffective(report.getEffective().copy());
    }
  }
}
