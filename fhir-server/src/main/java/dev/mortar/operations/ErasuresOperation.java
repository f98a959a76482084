package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import dev.mortar.ig.Canonicals;
import dev.mortar.storage.retention.Erasures;
import dev.mortar.storage.retention.Erasures.Progress;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code GET Patient/$erasures}: how far each erasure is, and its line for the list. */
final class ErasuresOperation implements IResourceProvider {
  private static final int MOST = 1_000;

  private final Erasures erasures;

  ErasuresOperation(Erasures erasures) {
    this.erasures = erasures;
  }

  @Override
  public Class<Patient> getResourceType() {
    return Patient.class;
  }

  @Operation(name = "$erasures", idempotent = true, canonicalUrl = Canonicals.OP_PATIENT_ERASURES)
  public Parameters erasures(@OperationParam(name = "id") @Nullable IdType id) {
    List<Progress> found =
        id == null ? erasures.newest(MOST) : erasures.find(id.getIdPart()).stream().toList();
    var answer = new Parameters();
    found.forEach(one -> add(answer, one));
    return answer;
  }

  private static void add(Parameters answer, Progress one) {
    ParametersParameterComponent part = answer.addParameter().setName("erasure");
    part.addPart().setName("id").setValue(new IdType(one.id()));
    part.addPart().setName("state").setValue(EraseOperation.state(one));
    part.addPart().setName("removed").setValue(new IntegerType(one.removed()));
    part.addPart().setName("asked").setValue(new InstantType(Date.from(one.asked())));
    one.finished()
        .ifPresent(
            done -> part.addPart().setName("done").setValue(new InstantType(Date.from(done))));
    one.line().ifPresent(line -> part.addPart().setName("line").setValue(new StringType(line)));
  }
}
