package dev.mortar.security;

import dev.mortar.access.Caller;
import dev.mortar.access.Decision.Allow;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Decision.Unlabelled;
import dev.mortar.access.Entitlements;
import dev.mortar.access.Interaction;
import dev.mortar.access.Role;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;

/**
 * What somebody does not see because of its security labels. While no resource of a type has ever
 * had such a label, its searches stay as they are.
 */
final class Labels {
  private final Entitlements entitlements;
  private final Predicate<String> labelled;
  private final Function<String, Map<String, Set<String>>> consented;

  /**
   * @param labelled whether resources of a type may have one of the labels
   * @param consented the labels that patients have opened to a person
   */
  Labels(
      Entitlements entitlements,
      Predicate<String> labelled,
      Function<String, Map<String, Set<String>>> consented) {
    this.entitlements = entitlements;
    this.labelled = labelled;
    this.consented = consented;
  }

  /** Programs keep up what they have brought, whatever its label; they do not read it back. */
  Allow narrow(Allow allow, Caller caller, String type, Interaction interaction) {
    boolean asked =
        interaction != Interaction.CREATE
            && (interaction.reads() || caller.role().kind() != Role.Kind.SYSTEM);
    if (!asked || !apply(caller, type)) {
      return allow;
    }
    Set<Constraint> constraints = new LinkedHashSet<>(allow.constraints());
    constraints.add(unlabelled(caller));
    return new Allow(constraints);
  }

  /** Whether a resource of the type may be hidden from the caller by its labels. */
  boolean apply(Caller caller, String type) {
    return !entitlements.hiddenLabels(caller).isEmpty() && labelled.test(type);
  }

  /** Asked of everything that is shown, and answered at once by what has no label. */
  boolean hides(Caller caller, IBaseResource resource) {
    return resource instanceof Resource shown
        && shown.getMeta().hasSecurity()
        && hides(resource, unlabelled(caller));
  }

  static boolean hides(IBaseResource resource, Unlabelled rule) {
    if (!(resource instanceof Resource shown) || !shown.getMeta().hasSecurity()) {
      return false;
    }
    Set<String> opened =
        PatientOf.id(resource).map(id -> rule.opened().getOrDefault(id, Set.of())).orElse(Set.of());
    return shown.getMeta().getSecurity().stream()
        .map(Labels::label)
        .anyMatch(label -> rule.labels().contains(label) && !opened.contains(label));
  }

  Unlabelled unlabelled(Caller caller) {
    Set<String> hidden = entitlements.hiddenLabels(caller);
    Map<String, Set<String>> opened = new HashMap<>();
    if (!hidden.isEmpty()) {
      caller.fhirUser().map(consented).ifPresent(opened::putAll);
      caller.standing().emergencies().forEach(patient -> opened.put(patient, hidden));
    }
    return new Unlabelled(hidden, opened);
  }

  private static String label(Coding coding) {
    return coding.getSystem() + "|" + coding.getCode();
  }
}
