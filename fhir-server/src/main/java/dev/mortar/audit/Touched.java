package dev.mortar.audit;

import dev.mortar.ig.Codes;
import dev.mortar.security.PatientOf;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** What one request has shown or written so far. */
final class Touched {
  private final Set<String> resources = new LinkedHashSet<>();
  private final Set<String> patients = new LinkedHashSet<>();
  private boolean opensRecord;
  private boolean attests;

  /** The reading entries of a batch come from several threads. */
  synchronized void add(IBaseResource resource) {
    resources.add(resource.getIdElement().toUnqualifiedVersionless().getValue());
    PatientOf.id(resource).ifPresent(patients::add);
    attests |=
        resource instanceof Task task
            && task.getStatus() == TaskStatus.COMPLETED
            && Codes.TaskCode.ACCESS_REVIEW.in(task.getCode());
  }

  /** Adds what another has. */
  void add(Touched other) {
    resources.addAll(other.resources);
    patients.addAll(other.patients);
    attests |= other.attests;
  }

  /** What was asked for by its id, where nothing was shown or changed. */
  void asked(String type, String id) {
    resources.add(type + "/" + id);
    if (type.equals("Patient")) {
      patients.add(id);
    }
  }

  /** An operation that was called on a record, whatever it shows of it. */
  void called(String operation, String patientId) {
    patients.add(patientId);
    opensRecord |= operation.equals("$break-glass");
  }

  boolean opensRecord() {
    return opensRecord;
  }

  /** Whether a completed review of access rights is among it. */
  boolean attests() {
    return attests;
  }

  /** Whether the other has all of these resources. */
  boolean isWithin(Touched other) {
    return other.resources.containsAll(resources);
  }

  boolean isEmpty() {
    return resources.isEmpty();
  }

  /** As {@code Observation/7}. */
  Set<String> resources() {
    return resources;
  }

  /** Logical ids. */
  Set<String> patients() {
    return patients;
  }
}
