package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import dev.mortar.authorization.People;
import dev.mortar.ig.Canonicals;
import dev.mortar.security.Departures;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code POST PractitionerRole/[id]/$revoke}: ends what somebody does here, and their tokens. */
final class RevokeOperation implements IResourceProvider {
  private final Departures departures;

  RevokeOperation(Departures departures) {
    this.departures = departures;
  }

  @Override
  public Class<PractitionerRole> getResourceType() {
    return PractitionerRole.class;
  }

  @Operation(name = "$revoke", canonicalUrl = Canonicals.OP_PRACTITIONERROLE_REVOKE)
  public Parameters revoke(
      @IdParam IdType id,
      @OperationParam(name = "reason") @Nullable StringType reason,
      RequestDetails request) {
    OwnPagesOnly.check();
    var answer = new Parameters();
    try {
      departures
          .revoke(id.getIdPart(), reason == null ? "" : reason.getValueNotNull(), request)
          .orElseThrow(() -> new ResourceNotFoundException(id))
          .forEach(account -> answer.addParameter("account", account));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()));
    } catch (People.LastManagerException e) {
      throw new UnprocessableEntityException(String.valueOf(e.getMessage()));
    }
    return answer;
  }
}
