package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import dev.mortar.ig.Canonicals;
import dev.mortar.storage.retention.Erasures;
import java.util.List;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code POST Patient/$replay-erasures}: erases again whoever a backup has brought back. */
final class ReplayErasuresOperation implements IResourceProvider {
  private final Erasures erasures;

  ReplayErasuresOperation(Erasures erasures) {
    this.erasures = erasures;
  }

  @Override
  public Class<Patient> getResourceType() {
    return Patient.class;
  }

  @Operation(name = "$replay-erasures", canonicalUrl = Canonicals.OP_PATIENT_REPLAY_ERASURES)
  public Parameters replayErasures(
      @OperationParam(name = "line") @Nullable List<StringType> lines) {
    List<String> given =
        lines == null
            ? List.of()
            : lines.stream().filter(StringType::hasValue).map(StringType::getValue).toList();
    Erasures.Replayed replayed = erasures.replay(given);
    var answer = new Parameters();
    answer.addParameter().setName("known").setValue(new IntegerType(replayed.known()));
    answer.addParameter().setName("erased").setValue(new IntegerType(replayed.erased()));
    return answer;
  }
}
