package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.access.Caller;
import dev.mortar.access.Decision.Allow;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Interaction;
import dev.mortar.access.Role;
import dev.mortar.store.FhirStore;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;

/**
 * Looks at what is stored before a bound caller changes it. Versions and patches are tried before
 * the hooks of the store are asked, and would tell about a resource that the caller may not see.
 */
final class StoredRules {
  private final ReadRules rules;
  private final FhirStore store;
  private final FhirContext fhir;

  StoredRules(ReadRules rules, FhirStore store, FhirContext fhir) {
    this.rules = rules;
    this.store = store;
    this.fhir = fhir;
  }

  /** Whether what is stored under the id satisfies the constraints; false if nothing is. */
  boolean reaches(String type, String id, Set<Constraint> constraints) {
    return find(type, id).filter(stored -> rules.satisfies(stored, constraints)).isPresent();
  }

  /** Whether the caller may read it, as far as the type is open to them at all. */
  boolean reaches(Caller caller, String type, String id) {
    if (!(rules.access().decide(caller, type, Interaction.READ) instanceof Allow allow)) {
      return true;
    }
    Set<Constraint> all = both(allow.constraints(), rules.unlabelled(caller, type));
    return all.isEmpty() || reaches(type, id, all);
  }

  /**
   * Before a request changes what has the id. People from whom labels hide make nothing new under
   * an id that they choose: the refusal of a taken one would tell what it is taken by.
   *
   * @param mayBeNew whether the request may create what is not there
   */
  void checkChange(
      Caller caller, String type, String id, Set<Constraint> constraints, boolean mayBeNew) {
    Set<Constraint> labels = rules.unlabelled(caller, type);
    boolean chooses = labels.isEmpty() || caller.role().kind() == Role.Kind.SYSTEM;
    check(caller, type, id, both(constraints, labels), mayBeNew && chooses);
  }

  static Set<Constraint> both(Set<Constraint> some, Set<Constraint> others) {
    if (others.isEmpty()) {
      return some;
    }
    Set<Constraint> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  /**
   * @param mayBeNew whether the request may create what is not there
   */
  void check(Caller caller, String type, String id, Set<Constraint> constraints, boolean mayBeNew) {
    if (constraints.isEmpty()) {
      return;
    }
    Optional<Resource> stored = find(type, id);
    boolean allowed = stored.isEmpty() ? mayBeNew : rules.satisfies(stored.get(), constraints);
    if (!allowed) {
      throw Hidden.from(caller, "You may not change this, or there is no such resource.");
    }
  }

  private Optional<Resource> find(String type, String id) {
    Class<? extends Resource> found =
        fhir.getResourceDefinition(type).getImplementingClass().asSubclass(Resource.class);
    return store.find(found, id).map(Resource.class::cast);
  }
}
