package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import dev.mortar.ig.Canonicals;
import dev.mortar.storage.retention.Disposal;
import dev.mortar.storage.retention.Disposal.Due;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code POST Basic/$dispose}: removes what is due by the retention policies, or says what is. */
final class DisposeOperation implements IResourceProvider {
  private final Disposal disposal;
  private final Clock clock;

  DisposeOperation(Disposal disposal, Clock clock) {
    this.disposal = disposal;
    this.clock = clock;
  }

  @Override
  public Class<Basic> getResourceType() {
    return Basic.class;
  }

  @Operation(name = "$dispose", canonicalUrl = Canonicals.OP_BASIC_DISPOSE)
  public Parameters dispose(
      @OperationParam(name = "dry-run") @Nullable BooleanType dryRun,
      @OperationParam(name = "as-of") @Nullable DateTimeType asOf) {
    boolean dry = dryRun != null && dryRun.booleanValue();
    if (asOf != null && !dry) {
      throw new InvalidRequestException("as-of is for a dry-run: what goes, goes now.");
    }
    Instant moment = asOf == null ? clock.instant() : asOf.getValue().toInstant();
    List<Due> due = dry ? disposal.look(moment) : disposal.run();
    var answer = new Parameters();
    due.forEach(one -> add(answer, one));
    return answer;
  }

  private static void add(Parameters answer, Due one) {
    ParametersParameterComponent part = answer.addParameter().setName("due");
    part.addPart().setName("policy").setValue(new StringType(one.policy()));
    part.addPart().setName("type").setValue(new CodeType(one.type()));
    part.addPart().setName("count").setValue(new IntegerType(one.count()));
    part.addPart().setName("held").setValue(new IntegerType(one.held()));
  }
}
