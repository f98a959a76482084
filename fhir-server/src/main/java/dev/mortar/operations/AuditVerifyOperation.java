package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import dev.mortar.audit.AuditChain;
import dev.mortar.audit.AuditRoots;
import dev.mortar.ig.Canonicals;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code GET AuditEvent/$verify}: whether the trail is as it was written. */
final class AuditVerifyOperation implements IResourceProvider {
  private static final int USUAL = 10_000;
  private static final int MOST = 100_000;

  private final AuditChain chain;
  private final AuditRoots roots;

  AuditVerifyOperation(AuditChain chain, AuditRoots roots) {
    this.chain = chain;
    this.roots = roots;
  }

  @Override
  public Class<AuditEvent> getResourceType() {
    return AuditEvent.class;
  }

  @Operation(name = "$verify", idempotent = true, canonicalUrl = Canonicals.OP_AUDITEVENT_VERIFY)
  public Parameters verify(
      @OperationParam(name = "from") @Nullable PositiveIntType from,
      @OperationParam(name = "count") @Nullable PositiveIntType count) {
    long first = from == null ? 1 : from.getValue();
    int most = count == null ? USUAL : Math.min(count.getValue(), MOST);
    AuditChain.Result result = chain.verify(first, most);
    List<AuditChain.Finding> findings = new ArrayList<>(result.findings());
    findings.addAll(roots.verify(first, result.to()));
    return answer(result, findings);
  }

  private static Parameters answer(AuditChain.Result result, List<AuditChain.Finding> findings) {
    Parameters answer = new Parameters();
    answer.addParameter().setName("valid").setValue(new BooleanType(findings.isEmpty()));
    answer.addParameter().setName("checked").setValue(new IntegerType(result.checked()));
    answer.addParameter().setName("to").setValue(new IntegerType(result.to()));
    ParametersParameterComponent head = answer.addParameter().setName("head");
    head.addPart().setName("sequence").setValue(new IntegerType(result.head().sequence()));
    head.addPart().setName("hash").setValue(new StringType(result.head().hash()));
    for (AuditChain.Finding found : findings) {
      ParametersParameterComponent finding = answer.addParameter().setName("finding");
      finding.addPart().setName("sequence").setValue(new IntegerType(found.sequence()));
      if (!found.event().isEmpty()) {
        finding.addPart().setName("event").setValue(new Reference("AuditEvent/" + found.event()));
      }
      finding.addPart().setName("problem").setValue(new CodeType(found.problem().code()));
    }
    return answer;
  }
}
