package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.People;
import dev.mortar.ig.Canonicals;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PractitionerRole;

/** {@code POST PractitionerRole/[id]/$revoke}: ends what somebody does here, and their tokens. */
final class RevokeOperation implements IResourceProvider {
  private final People people;
  private final FhirStore store;
  private final Clock clock;

  RevokeOperation(People people, FhirStore store, Clock clock) {
    this.people = people;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Class<PractitionerRole> getResourceType() {
    return PractitionerRole.class;
  }

  @Operation(name = "$revoke", canonicalUrl = Canonicals.OP_PRACTITIONERROLE_REVOKE)
  public Parameters revoke(@IdParam IdType id) {
    OwnPagesOnly.check();
    PractitionerRole role =
        store
            .find(PractitionerRole.class, id.getIdPart())
            .orElseThrow(() -> new ResourceNotFoundException(id));
    var answer = new Parameters();
    for (Account account : accounts(role)) {
      try {
        people.suspend(account.username());
      } catch (People.LastManagerException e) {
        throw new UnprocessableEntityException(String.valueOf(e.getMessage()));
      }
      answer.addParameter("account", account.username());
    }
    role.setActive(false).getPeriod().setEnd(Date.from(clock.instant()));
    store.save(role);
    return answer;
  }

  /** Those of the practitioner with this role; where it names none of ours, all of them. */
  private List<Account> accounts(PractitionerRole role) {
    List<String> codes =
        role.getCode().stream()
            .flatMap(concept -> concept.getCoding().stream())
            .filter(coding -> Canonicals.CS_ROLE.equals(coding.getSystem()))
            .map(coding -> coding.getCode())
            .toList();
    String practitioner =
        new IdType(role.getPractitioner().getReference()).toUnqualifiedVersionless().getValue();
    return people.of(String.valueOf(practitioner)).stream()
        .filter(account -> codes.isEmpty() || codes.contains(account.role().code()))
        .toList();
  }
}
