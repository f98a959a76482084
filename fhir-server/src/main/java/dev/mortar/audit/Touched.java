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

  void add(IBaseResource resource) {
    resources.add(resource.getIdElement().toUnqualifiedVersionless().getValue());
    PatientOf.id(resource).ifPresent(patients::add);
    attests |=
        resource instanceof Task task
            && task.getStatus() == TaskStatus.COMPLETED
            && Codes.TaskCode.ACCESS_REVIEW.in(task.getCode());
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

  void clear() {
    resources.clear();
    patients.clear();
    attests = false;
  }
}
