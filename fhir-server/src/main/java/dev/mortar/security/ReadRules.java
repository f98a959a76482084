package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.searchparam.matcher.SearchParamMatcher;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.util.UrlUtil;
import dev.mortar.access.Access;
import dev.mortar.access.Caller;
import dev.mortar.access.Decision;
import dev.mortar.access.Decision.Allow;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Decision.Deny;
import dev.mortar.access.Decision.NeedsFactor;
import dev.mortar.access.Interaction;
import dev.mortar.access.Role;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseOperationOutcome;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Asks the policy on behalf of the parts of this package. */
final class ReadRules {
  private static final Pattern IDENTIFIER = Pattern.compile("[^|,]+\\|[^|,]+");

  private final Access access;
  private final FhirContext fhir;
  private final Compartments compartments;
  private final Labels labels;

  /**
   * @param homes where the patient of an id belongs, and the schedule of a slot
   */
  ReadRules(
      Access access, FhirContext fhir, SearchParamMatcher matcher, Homes homes, Labels labels) {
    this.access = access;
    this.labels = labels;
    this.fhir = fhir;
    this.compartments = new Compartments(fhir, matcher, homes);
  }

  Access access() {
    return access;
  }

  /** The constraints under which the caller may, or 403. */
  Set<Constraint> require(Caller caller, String type, Interaction interaction) {
    return switch (access.decide(caller, type, interaction)) {
      case Allow allow -> labels.narrow(allow, caller, type, interaction).constraints();
      case Deny deny -> throw new ForbiddenOperationException(deny.reason());
      case NeedsFactor needs -> throw StepUp.refused(needs.reason());
    };
  }

  boolean unconstrained(Caller caller, String type, Interaction interaction) {
    return access.decide(caller, type, interaction) instanceof Allow allow
        && labels.narrow(allow, caller, type, interaction).unconstrained();
  }

  /**
   * Whether somebody may find by a search what they write or refer to, which tells them whether
   * there is a hit. A program that brings records must find them again by identifier, labelled or
   * not.
   *
   * @param query what follows the question mark
   */
  boolean mayMatch(Caller caller, String type, String query) {
    return unconstrained(caller, type, Interaction.SEARCH)
        || caller.role().kind() == Role.Kind.SYSTEM
            && identifies(UrlUtil.parseQueryString(query))
            && access.decide(caller, type, Interaction.SEARCH) instanceof Allow allow
            && allow.unconstrained();
  }

  /** Whether it asks for one whole identifier, as {@code system|value}. */
  private static boolean identifies(Map<String, String[]> query) {
    String[] values = query.getOrDefault("identifier", new String[0]);
    return values.length == 1 && IDENTIFIER.matcher(values[0]).matches();
  }

  /** Refuses who may not set or remove labels. */
  void requireLabelling(Caller caller, boolean remove) {
    if (!access.entitlements().mayLabel(caller, remove)) {
      throw new ForbiddenOperationException(
          "Your permissions do not allow to %s security labels; that needs restricted.write."
              .formatted(remove ? "remove" : "set"));
    }
  }

  /** Whether an answer about the type may leave something out because of its labels. */
  boolean leavesOut(Caller caller, String type) {
    return labels.apply(caller, type);
  }

  /** What the labels ask beside the policy, of whatever interaction; mostly nothing. */
  Set<Constraint> unlabelled(Caller caller, String type) {
    return labels.apply(caller, type) ? Set.of(labels.unlabelled(caller)) : Set.of();
  }

  boolean hidesLabel(Caller caller, IBaseResource resource) {
    return labels.hides(caller, resource);
  }

  boolean satisfies(IBaseResource resource, Set<Constraint> constraints) {
    return compartments.satisfies(resource, constraints);
  }

  /** A search shows content too, so either right to see it is enough. */
  boolean visible(Caller caller, IBaseResource resource) {
    return resource instanceof IBaseOperationOutcome
        || permitted(caller, resource) && !labels.hides(caller, resource);
  }

  /** Whether it would be visible without its labels. */
  boolean permitted(Caller caller, IBaseResource resource) {
    String type = fhir.getResourceType(resource);
    Decision decision = access.decide(caller, type, Interaction.READ);
    if (!(decision instanceof Allow)) {
      decision = access.decide(caller, type, Interaction.SEARCH);
    }
    return decision instanceof Allow allow
        && (allow.unconstrained() || compartments.satisfies(resource, allow.constraints()));
  }
}
