package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import dev.mortar.audit.AuditRoots;
import dev.mortar.audit.AuditRoots.ChangedTrailException;
import dev.mortar.ig.Canonicals;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;

/** {@code GET AuditEvent/[id]/$proof}: shows that an event is among those of a signed root. */
final class AuditProofOperation implements IResourceProvider {
  private final AuditRoots roots;

  AuditProofOperation(AuditRoots roots) {
    this.roots = roots;
  }

  @Override
  public Class<AuditEvent> getResourceType() {
    return AuditEvent.class;
  }

  @Operation(name = "$proof", idempotent = true, canonicalUrl = Canonicals.OP_AUDITEVENT_PROOF)
  public Parameters proof(@IdParam IdType event) {
    try {
      return roots
          .proof(event.getIdPart())
          .map(AuditProofOperation::answer)
          .orElseThrow(
              () ->
                  new UnprocessableEntityException(
                      "No signed root covers this event. That of a day is made after midnight UTC."));
    } catch (ChangedTrailException e) {
      throw new ResourceVersionConflictException(String.valueOf(e.getMessage()));
    }
  }

  private static Parameters answer(AuditRoots.Proof proof) {
    Parameters answer = new Parameters();
    answer.addParameter().setName("sequence").setValue(new IntegerType(proof.sequence()));
    answer.addParameter().setName("index").setValue(new IntegerType(proof.index()));
    proof.path().forEach(hash -> answer.addParameter().setName("path").setValue(text(hash)));
    AuditRootParts.add(answer, proof.root());
    return answer;
  }

  private static StringType text(String value) {
    return new StringType(value);
  }
}
