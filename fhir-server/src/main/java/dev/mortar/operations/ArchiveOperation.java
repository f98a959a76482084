package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import dev.mortar.ig.Canonicals;
import dev.mortar.storage.archive.Archive;
import java.time.Period;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.jspecify.annotations.Nullable;

/** {@code POST Appointment/$archive}: tags appointments that ended long ago. */
final class ArchiveOperation implements IResourceProvider {
  private final Archive archive;

  ArchiveOperation(Archive archive) {
    this.archive = archive;
  }

  @Override
  public Class<Appointment> getResourceType() {
    return Appointment.class;
  }

  @Operation(name = "$archive", canonicalUrl = Canonicals.OP_APPOINTMENT_ARCHIVE)
  public Parameters archive(@OperationParam(name = "months") @Nullable PositiveIntType months) {
    if (months == null || !months.hasValue()) {
      throw new InvalidRequestException("months says how long ago they ended, 1 at least.");
    }
    var answer = new Parameters();
    int archived = archive.run(Period.ofMonths(months.getValue()));
    answer.addParameter().setName("archived").setValue(new IntegerType(archived));
    return answer;
  }
}
