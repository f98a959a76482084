package dev.mortar.access;

import dev.mortar.access.Decision.Allow;
import dev.mortar.access.Decision.Barred;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Decision.Deny;
import dev.mortar.access.Decision.NeedsFactor;
import dev.mortar.access.Decision.OwnOnly;
import dev.mortar.access.Decision.PatientCompartment;
import dev.mortar.access.Decision.Within;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides by role, scope and what is stored about the caller: they get what all of them allow. */
public final class Access {
  /** What happens at a location, whoever the patient is. */
  private static final Set<String> PLACED = Set.of("Appointment", "Encounter");

  /** A file, of which the context of security says whose it is; no search knows it. */
  private static final String FILE = "Binary";

  /** What may hold the data of several patients at once. */
  private static final Set<String> UNDIVIDED = Set.of("Bundle", "MessageHeader");

  /** The operation that exists to reach beyond one's bounds. */
  private static final String OPENING = "$break-glass";

  private static final String UNPROVEN =
      "This needs a sign-in with a second factor. Add one on your page, and sign in again.";

  /** What these hand out is chosen when the job begins, type by type. */
  private static final Set<String> BY_TYPE = Set.of("$export", "$export-poll-status");

  private final PolicyTable policy;
  private final Entitlements entitlements;
  private final Tenancy tenancy = Tenancy.shipped();

  /** The roles that may read every resource, if the scopes say so too. */
  private final Set<Role> readers;

  public Access(PolicyTable policy, OperationTable operations) {
    this.policy = policy;
    this.entitlements = new Entitlements(policy, operations);
    this.readers =
        Arrays.stream(Role.values())
            .filter(role -> readsEveryType(policy, role))
            .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean readsEveryType(PolicyTable policy, Role role) {
    return policy.types().stream()
        .allMatch(type -> policy.reach(role, type, Interaction.READ) == Reach.ALL);
  }

  /** What role and personal rights give, before scopes and bounds. */
  public Entitlements entitlements() {
    return entitlements;
  }

  public Decision decide(Caller caller, String type, Interaction interaction) {
    Decision decision = judge(caller, type, interaction);
    return decision instanceof Allow && entitlements.lacksFactor(caller, type, interaction)
        ? new NeedsFactor(UNPROVEN)
        : decision;
  }

  private Decision judge(Caller caller, String type, Interaction interaction) {
    Reach reach = entitlements.reach(caller, type, interaction);
    if (reach == Reach.NONE) {
      return new Deny(
          "Your permissions in the role %s do not allow to %s %s."
              .formatted(caller.role().code(), word(interaction), type));
    }
    Optional<Granted> byScope = Granted.by(caller.scopes(), type, interaction.verb());
    if (byScope.isEmpty()) {
      return new Deny("No scope of the token allows to %s %s.".formatted(word(interaction), type));
    }
    Set<Constraint> constraints = new LinkedHashSet<>(byScope.get().restrictions());
    if (reach == Reach.PATIENT || byScope.get().reach() == Reach.PATIENT) {
      Optional<Decision> refused = addPatient(caller, type, interaction, constraints);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    if (reach == Reach.OWN) {
      Optional<String> parameter = policy.ownerParameter(type);
      if (parameter.isEmpty() || caller.fhirUser().isEmpty()) {
        return new Deny("Nothing of the type " + type + " is the caller's own.");
      }
      constraints.add(new OwnOnly(caller.fhirUser().get(), parameter.get()));
    }
    return stand(caller, type, interaction, constraints);
  }

  /** What is stored about the caller can only take away, except for a record that is their own. */
  private Decision stand(
      Caller caller, String type, Interaction interaction, Set<Constraint> constraints) {
    Standing standing = caller.standing();
    boolean file = type.equals(FILE);
    Optional<String> parameter = file ? Optional.of("subject") : policy.patientParameter(type);
    if (parameter.isEmpty() && standing.tenant().isPresent()) {
      return ofTenant(standing.tenant().get(), type, interaction, constraints);
    }
    if (parameter.isEmpty() || file && standing.free()) {
      return standing.free() || !UNDIVIDED.contains(type)
          ? new Allow(constraints)
          : new Deny("What is kept as %s is for who reaches all patients.".formatted(type));
    }
    if (file && interaction.verb() == Verb.SEARCH) {
      return new Deny("Files are read one by one by who does not reach all patients.");
    }
    if (caller.role() == Role.CAREGIVER
        && standing.proxy().filter(proxy -> proxy.permits(type, interaction)).isEmpty()) {
      return new Deny("No consent of the patient allows you to use " + type + ".");
    }
    for (Standing.Bounds bounds : standing.allBounds()) {
      constraints.add(
          new Within(
              key(type, parameter.get(), bounds.parameter()),
              bounds.values(),
              standing.emergencies()));
    }
    Set<String> barred = new LinkedHashSet<>(standing.barred());
    barred.removeAll(standing.emergencies());
    if (!barred.isEmpty()) {
      constraints.add(new Barred(barred));
    }
    return new Allow(constraints);
  }

  private Decision ofTenant(
      Tenant tenant, String type, Interaction interaction, Set<Constraint> constraints) {
    Optional<Set<Constraint>> open = tenancy.open(type, interaction, tenant);
    if (open.isEmpty()) {
      return new Deny(
          "Who belongs to a part of the chain may not %s %s.".formatted(word(interaction), type));
    }
    constraints.addAll(open.get());
    return new Allow(constraints);
  }

  private static String key(String type, String parameter, String bound) {
    boolean itself =
        type.equals("Patient") || bound.equals(Standing.Bounds.PLACE) && PLACED.contains(type);
    if (itself) {
      return bound;
    }
    return (parameter.equals("patient") ? "patient." : parameter + ":Patient.") + bound;
  }

  /**
   * An operation needs its row in the table and a scope for what it works on; what it reads,
   * returns and writes is judged resource by resource besides.
   *
   * @param type empty for an operation on the whole server
   */
  public Decision operation(Caller caller, String operation, Optional<String> type) {
    Decision decision = judge(caller, operation, type);
    return decision instanceof Allow && entitlements.lacksFactor(caller, operation, type)
        ? new NeedsFactor(UNPROVEN)
        : decision;
  }

  private Decision judge(Caller caller, String operation, Optional<String> type) {
    OperationTable.Right right = entitlements.right(caller, operation, type);
    if (right.reach() == Reach.NONE) {
      return new Deny(
          "Your permissions in the role %s do not allow to call %s."
              .formatted(caller.role().code(), operation));
    }
    if (BY_TYPE.contains(operation)) {
      return caller.scopes().clinical().stream().anyMatch(Access::looksBeyondOnePatient)
          ? new Allow(Set.of())
          : new Deny("No scope of the token allows to call " + operation + ".");
    }
    Interaction needed = right.changes() ? Interaction.UPDATE : Interaction.READ;
    Optional<Granted> byScope = Granted.by(caller.scopes(), type.orElse("*"), needed.verb());
    if (byScope.isEmpty() || !byScope.get().restrictions().isEmpty()) {
      return new Deny("No scope of the token allows to call " + operation + ".");
    }
    if (caller.standing().tenant().isPresent()) {
      return inTenant(caller, operation, type, needed);
    }
    if (right.reach() == Reach.ALL && byScope.get().reach() == Reach.ALL) {
      return OPENING.equals(operation) || type.isEmpty()
          ? new Allow(Set.of())
          : stand(caller, type.get(), needed, new LinkedHashSet<>());
    }
    if (caller.role() == Role.CAREGIVER
        && caller.standing().proxy().filter(proxy -> proxy.types().isEmpty()).isEmpty()) {
      return new Deny("No consent of the patient allows you to call " + operation + ".");
    }
    return caller
        .patientId()
        .filter(patient -> type.equals(Optional.of("Patient")))
        .<Decision>map(patient -> new Allow(Set.of(new PatientCompartment(patient, "_id"))))
        .orElse(new Deny("The operation " + operation + " is for the patient in context only."));
  }

  /** Only on one record of the tenant, or about nothing but what all tenants share. */
  private Decision inTenant(
      Caller caller, String operation, Optional<String> type, Interaction needed) {
    if (type.isEmpty()) {
      return new Deny("The operation " + operation + " is not for a part of the chain.");
    }
    if (OPENING.equals(operation)) {
      Standing part = Standing.NONE.in(caller.standing().tenant().orElseThrow());
      return stand(caller.with(part), type.get(), needed, new LinkedHashSet<>());
    }
    Decision decision = stand(caller, type.get(), needed, new LinkedHashSet<>());
    boolean shared = tenancy.isShared(operation) && tenancy.isShared(type.get(), needed);
    return decision instanceof Allow allow && allow.unconstrained() && !shared
        ? new Deny("The operation " + operation + " is not for a part of the chain.")
        : decision;
  }

  private static boolean looksBeyondOnePatient(Scope scope) {
    return scope.context() != Scope.Context.PATIENT && scope.verbs().contains(Verb.READ);
  }

  /** Whether the caller may read every resource of every type. */
  public boolean readsEverything(Caller caller) {
    // Asked on every write: a role that may not, and a scope for all types, answer at once.
    return readers.contains(caller.role())
        && caller.standing().free()
        && entitlements.hiddenLabels(caller).isEmpty()
        && (hasScopeForAll(caller) && !entitlements.takes(caller) || seesEveryType(caller));
  }

  private static boolean hasScopeForAll(Caller caller) {
    return Granted.by(caller.scopes(), "*", Interaction.READ.verb())
        .filter(granted -> granted.reach() == Reach.ALL && granted.restrictions().isEmpty())
        .isPresent();
  }

  private boolean seesEveryType(Caller caller) {
    return policy.types().stream()
        .allMatch(
            type ->
                decide(caller, type, Interaction.READ) instanceof Allow allow
                    && allow.unconstrained());
  }

  /** What no patient has, such as a Location, may be read with a scope for one patient too. */
  private Optional<Decision> addPatient(
      Caller caller, String type, Interaction interaction, Set<Constraint> constraints) {
    Optional<String> parameter = policy.patientParameter(type);
    if (parameter.isEmpty()) {
      return interaction.reads()
          ? Optional.empty()
          : Optional.of(new Deny("A scope for one patient does not allow to change " + type + "."));
    }
    if (caller.patientId().isEmpty()) {
      return Optional.of(new Deny("The token names no patient."));
    }
    constraints.add(new PatientCompartment(caller.patientId().get(), parameter.get()));
    return Optional.empty();
  }

  private static String word(Interaction interaction) {
    return interaction.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
