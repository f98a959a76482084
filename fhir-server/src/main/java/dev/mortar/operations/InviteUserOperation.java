package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.AccountRules;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.People;
import dev.mortar.ig.Canonicals;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UrlType;
import org.jspecify.annotations.Nullable;

/** {@code POST Practitioner/$invite-user}: answers a link by which somebody can sign in. */
final class InviteUserOperation implements IResourceProvider {
  private final People people;
  private final Accounts accounts;

  InviteUserOperation(People people, Accounts accounts) {
    this.people = people;
    this.accounts = accounts;
  }

  @Override
  public Class<Practitioner> getResourceType() {
    return Practitioner.class;
  }

  @Operation(name = "$invite-user", canonicalUrl = Canonicals.OP_PRACTITIONER_INVITE_USER)
  public Parameters inviteUser(
      @OperationParam(name = "name") @Nullable StringType name,
      @OperationParam(name = "display-name") @Nullable StringType displayName,
      @OperationParam(name = "role") @Nullable CodeType role,
      @OperationParam(name = "person") @Nullable Reference person,
      @OperationParam(name = "patient") @Nullable Reference patient) {
    OwnPagesOnly.check();
    Account account;
    try {
      account =
          accounts
              .find(text(name))
              .orElseGet(
                  () ->
                      AccountRules.invited(
                          text(name), text(displayName), text(role), id(person), part(patient)));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()));
    }
    var answer = new Parameters();
    answer.addParameter().setName("link").setValue(new UrlType(people.invite(account)));
    return answer;
  }

  private static String text(@Nullable IPrimitiveType<String> value) {
    return value == null || value.getValue() == null ? "" : value.getValue();
  }

  private static String id(@Nullable Reference reference) {
    return reference == null || !reference.hasReference()
        ? ""
        : new IdType(reference.getReference()).toUnqualifiedVersionless().getValue();
  }

  private static String part(@Nullable Reference reference) {
    String id = id(reference);
    return id.isEmpty() ? "" : new IdType(id).getIdPart();
  }
}
