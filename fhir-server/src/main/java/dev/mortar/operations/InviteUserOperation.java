package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import dev.mortar.ig.Canonicals;
import dev.mortar.security.Newcomer;
import dev.mortar.security.Newcomer.Post;
import dev.mortar.security.Onboarding;
import dev.mortar.security.Onboarding.Invited;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.UrlType;
import org.jspecify.annotations.Nullable;

/** {@code POST Practitioner/$invite-user}: lets somebody in, by a link to set a password. */
final class InviteUserOperation implements IResourceProvider {
  private final Onboarding onboarding;

  InviteUserOperation(Onboarding onboarding) {
    this.onboarding = onboarding;
  }

  @Override
  public Class<Practitioner> getResourceType() {
    return Practitioner.class;
  }

  @Operation(name = "$invite-user", canonicalUrl = Canonicals.OP_PRACTITIONER_INVITE_USER)
  public Bundle inviteUser(@ResourceParam @Nullable Parameters given) {
    OwnPagesOnly.check();
    try {
      return answer(invite(new Given(given)));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()));
    } catch (Onboarding.TakenException e) {
      throw new ResourceVersionConflictException(String.valueOf(e.getMessage()));
    } catch (Onboarding.UnlicensedException e) {
      throw new UnprocessableEntityException(String.valueOf(e.getMessage()));
    }
  }

  private Invited invite(Given given) {
    String reason = given.text("reason");
    Newcomer newcomer = newcomer(given);
    given.checkNothingElse();
    return onboarding.invite(newcomer, reason);
  }

  private static Newcomer newcomer(Given given) {
    return new Newcomer(
        given.text("name"),
        given.text("display-name"),
        given.text("role"),
        reference(given.one("person", Reference.class)),
        id(given.one("patient", Reference.class)),
        given.resource("practitioner", Practitioner.class),
        post(given));
  }

  private static Optional<Post> post(Given given) {
    var post =
        new Post(
            given.one("organization", Reference.class),
            given.all("location", Reference.class),
            given.all("healthcare-service", Reference.class),
            given.all("telecom", ContactPoint.class),
            given.one("period", Period.class));
    return Optional.of(post).filter(one -> !one.isNone());
  }

  private static String reference(Optional<Reference> reference) {
    return reference
        .filter(Reference::hasReference)
        .map(one -> new IdType(one.getReference()).toUnqualifiedVersionless().getValue())
        .orElse("");
  }

  private static String id(Optional<Reference> reference) {
    String relative = reference(reference);
    return relative.isEmpty() ? "" : new IdType(relative).getIdPart();
  }

  private static Bundle answer(Invited invited) {
    var bundle = new Bundle();
    bundle.setType(BundleType.COLLECTION);
    invited.resources().forEach(one -> bundle.addEntry().setResource(one));
    var link = new Parameters();
    link.addParameter().setName("link").setValue(new UrlType(invited.link()));
    bundle.addEntry().setResource(link);
    return bundle;
  }
}
