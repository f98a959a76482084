package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import dev.mortar.access.Caller;
import dev.mortar.ig.Canonicals;
import dev.mortar.security.BreakGlass;
import dev.mortar.security.BreakGlass.NoSuchRecordException;
import dev.mortar.security.BreakGlass.Opened;
import dev.mortar.security.RequestCaller;
import java.time.Duration;
import java.util.Date;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code POST Patient/[id]/$break-glass}: opens a record in an emergency. */
final class BreakGlassOperation implements IResourceProvider {
  private static final int USUAL_MINUTES = 15;

  private final BreakGlass glass;

  BreakGlassOperation(BreakGlass glass) {
    this.glass = glass;
  }

  @Override
  public Class<Patient> getResourceType() {
    return Patient.class;
  }

  @Operation(name = "$break-glass", canonicalUrl = Canonicals.OP_PATIENT_BREAK_GLASS)
  public Parameters breakGlass(
      RequestDetails request,
      @IdParam IdType patient,
      @OperationParam(name = "reason") @Nullable StringType reason,
      @OperationParam(name = "minutes") @Nullable PositiveIntType minutes) {
    Caller caller =
        RequestCaller.find(request)
            .orElseThrow(() -> new AuthenticationException("No caller is known."));
    String why = reason == null || reason.getValue() == null ? "" : reason.getValue();
    Duration time = Duration.ofMinutes(minutes == null ? USUAL_MINUTES : minutes.getValue());
    try {
      return answer(glass.open(caller, patient.getIdPart(), why, time));
    } catch (NoSuchRecordException e) {
      throw new ResourceNotFoundException(patient);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(e.getMessage());
    }
  }

  private static Parameters answer(Opened opened) {
    Parameters answer = new Parameters();
    answer.addParameter().setName("until").setValue(new InstantType(Date.from(opened.until())));
    answer.addParameter().setName("review").setValue(new Reference(opened.review()));
    return answer;
  }
}
