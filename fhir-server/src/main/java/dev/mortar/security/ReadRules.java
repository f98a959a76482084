package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.searchparam.matcher.SearchParamMatcher;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import dev.mortar.access.Access;
import dev.mortar.access.Caller;
import dev.mortar.access.Decision;
import dev.mortar.access.Decision.Allow;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Decision.Deny;
import dev.mortar.access.Decision.NeedsFactor;
import dev.mortar.access.Interaction;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseOperationOutcome;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Asks the policy on behalf of the parts of this package. */
final class ReadRules {
  private final Access access;
  private final FhirContext fhir;
  private final Compartments compartments;

  /**
   * @param homes where the patient of an id belongs, and the schedule of a slot
   */
  ReadRules(Access access, FhirContext fhir, SearchParamMatcher matcher, Homes homes) {
    this.access = access;
    this.fhir = fhir;
    this.compartments = new Compartments(fhir, matcher, homes);
  }

  Access access() {
    return access;
  }

  /** The constraints under which the caller may, or 403. */
  Set<Constraint> require(Caller caller, String type, Interaction interaction) {
    return switch (access.decide(caller, type, interaction)) {
      case Allow allow -> allow.constraints();
      case Deny deny -> throw new ForbiddenOperationException(deny.reason());
      case NeedsFactor needs -> throw StepUp.refused(needs.reason());
    };
  }

  boolean unconstrained(Caller caller, String type, Interaction interaction) {
    return access.decide(caller, type, interaction) instanceof Allow allow && allow.unconstrained();
  }

  boolean satisfies(IBaseResource resource, Set<Constraint> constraints) {
    return compartments.satisfies(resource, constraints);
  }

  /** A search shows content too, so either right to see it is enough. */
  boolean visible(Caller caller, IBaseResource resource) {
    if (resource instanceof IBaseOperationOutcome) {
      return true;
    }
    String type = fhir.getResourceType(resource);
    Decision decision = access.decide(caller, type, Interaction.READ);
    if (!(decision instanceof Allow)) {
      decision = access.decide(caller, type, Interaction.SEARCH);
    }
    return decision instanceof Allow allow
        && (allow.unconstrained() || compartments.satisfies(resource, allow.constraints()));
  }
}
