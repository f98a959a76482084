package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import dev.mortar.access.Caller;
import dev.mortar.ig.Canonicals;
import dev.mortar.security.RequestCaller;
import dev.mortar.storage.retention.Erasures;
import dev.mortar.storage.retention.Erasures.Progress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code POST Patient/[id]/$erase}: erases a person for good. */
final class EraseOperation implements IResourceProvider {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int LONGEST_REASON = 500;

  private final Erasures erasures;

  EraseOperation(Erasures erasures) {
    this.erasures = erasures;
  }

  @Override
  public Class<Patient> getResourceType() {
    return Patient.class;
  }

  @Operation(name = "$erase", canonicalUrl = Canonicals.OP_PATIENT_ERASE)
  public Parameters erase(
      RequestDetails request,
      @IdParam IdType patient,
      @OperationParam(name = "reason") @Nullable StringType reason) {
    String why = reason == null || reason.getValue() == null ? "" : reason.getValue().strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      throw new InvalidRequestException(
          "Say in reason why the person is erased, in 1 to 500 characters and without names.");
    }
    String by = RequestCaller.find(request).map(Caller::name).orElse("Mortar");
    String id =
        erasures
            .begin(patient.getIdPart(), by, why)
            .orElseThrow(() -> new ResourceNotFoundException(patient));
    return answer(afterAWhile(id));
  }

  /** The work is done elsewhere, maybe on another node. */
  private Progress afterAWhile(String id) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Progress progress = erasures.find(id).orElseThrow();
    while (!progress.done() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      progress = erasures.find(id).orElseThrow();
    }
    return progress;
  }

  private static Parameters answer(Progress progress) {
    var answer = new Parameters();
    answer.addParameter().setName("erasure").setValue(new IdType(progress.id()));
    answer.addParameter().setName("state").setValue(state(progress));
    answer.addParameter().setName("removed").setValue(new IntegerType(progress.removed()));
    if (!progress.certificate().isEmpty()) {
      answer.addParameter().setName("certificate").setValue(new Reference(progress.certificate()));
    }
    return answer;
  }

  static CodeType state(Progress progress) {
    return new CodeType(progress.done() ? "done" : "running");
  }
}
