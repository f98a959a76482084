package dev.mortar.access;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What role and personal rights give together. Rights are for staff. They move between nothing and
 * what a manager has of a type, and never further: deleting stays with the manager, and what the
 * table gives to nobody cannot be granted.
 */
public final class Entitlements {
  /** Without these a manager could not give anything back, to anybody. */
  private static final Set<String> OF_MANAGERS = Set.of("system", "settings", "staff");

  /** What carries a security label: to see it, and to set and remove labels. */
  private static final String RESTRICTED = "restricted";

  private static final Set<String> RESTRICTED_READ = Set.of(Areas.code(RESTRICTED, false));
  private static final Set<String> RESTRICTED_WRITE = Set.of(Areas.code(RESTRICTED, true));

  /** Makes somebody a manager, who lets people in. */
  private static final String SYSTEM_WRITE = "system.write";

  private final PolicyTable policy;
  private final OperationTable operations;
  private final Areas areas;
  private final LabelTable labels = LabelTable.shipped();

  /** Asked at every request. */
  private final Map<Role, Set<String>> ofRoles = new EnumMap<>(Role.class);

  Entitlements(PolicyTable policy, OperationTable operations) {
    this.policy = policy;
    this.operations = operations;
    this.areas = Areas.of(policy);
    for (Role role : Role.values()) {
      Set<String> codes = new TreeSet<>();
      Permission.of(role).forEach(one -> codes.add(one.code()));
      ofRoles.put(role, Collections.unmodifiableSet(codes));
    }
  }

  public Areas areas() {
    return areas;
  }

  Reach reach(Caller caller, String type, Interaction interaction) {
    Reach own = policy.reach(caller.role(), type, interaction);
    Rights rights = rights(caller);
    if (rights.none() || isReference(type, interaction)) {
      return own;
    }
    Set<String> permissions = areas.ofType(type, !interaction.reads());
    if (denies(caller, permissions)) {
      return Reach.NONE;
    }
    return own != Reach.ALL && rights.grants(permissions) && isGrantable(type, interaction)
        ? Reach.ALL
        : own;
  }

  OperationTable.Right right(Caller caller, String operation, Optional<String> type) {
    OperationTable.Right own = operations.right(caller.role(), operation);
    Rights rights = rights(caller);
    if (rights.none()) {
      return own;
    }
    OperationTable.Right most = operations.right(Role.MANAGER, operation);
    boolean writes = own.changes() || most.changes();
    Interaction needed = writes ? Interaction.UPDATE : Interaction.READ;
    boolean takenByType =
        type.filter(one -> !isReference(one, needed))
            .filter(one -> denies(caller, areas.ofType(one, writes)))
            .isPresent();
    Set<String> permissions = areas.ofOperation(operation, writes);
    if (takenByType || denies(caller, permissions)) {
      return OperationTable.Right.NONE;
    }
    return own.reach() == Reach.NONE && rights.grants(permissions) ? most : own;
  }

  /**
   * The labels whose resources the caller does not see, unless the patient or an emergency opens
   * them; empty for most who treat, which costs nothing.
   *
   * @return as {@code system|code}
   */
  public Set<String> hiddenLabels(Caller caller) {
    Rights rights = rights(caller);
    if (rights.none()) {
      return labels.hiddenFrom(caller.role());
    }
    boolean unproven = isUnproven(caller) && rights.guards(RESTRICTED_READ);
    if (unproven || rights.denies(RESTRICTED_READ)) {
      return labels.labels();
    }
    return rights.grants(RESTRICTED_READ) ? Set.of() : labels.hiddenFrom(caller.role());
  }

  /**
   * Whether the caller sets and removes labels. Programs set them on what they bring; to remove one
   * they must see it.
   */
  public boolean mayLabel(Caller caller, boolean remove) {
    if (caller.role().kind() == Role.Kind.SYSTEM) {
      return !remove || hiddenLabels(caller).isEmpty();
    }
    Rights rights = rights(caller);
    boolean unproven = isUnproven(caller) && rights.guards(RESTRICTED_WRITE);
    return !unproven
        && !rights.denies(RESTRICTED_WRITE)
        && (caller.role() == Role.MANAGER || rights.grants(RESTRICTED_WRITE));
  }

  /** Whether something is kept from the caller that the role would give. */
  boolean takes(Caller caller) {
    return !rights(caller).denied().isEmpty() || isUnproven(caller);
  }

  /** Whether the caller may not do that before they have signed in with a second factor. */
  boolean lacksFactor(Caller caller, String type, Interaction interaction) {
    return isUnproven(caller)
        && !isReference(type, interaction)
        && rights(caller).guards(areas.ofType(type, !interaction.reads()));
  }

  boolean lacksFactor(Caller caller, String operation, Optional<String> type) {
    if (!isUnproven(caller)) {
      return false;
    }
    boolean writes = right(caller, operation, type).changes();
    return rights(caller).guards(areas.ofOperation(operation, writes))
        || type.filter(
                one -> lacksFactor(caller, one, writes ? Interaction.UPDATE : Interaction.READ))
            .isPresent();
  }

  /** The same for an address outside of FHIR, which belongs to the system and to its modules. */
  public boolean lacksFactorAt(Caller caller, String path, boolean write) {
    return isUnproven(caller)
        && (rights(caller).guards(Set.of(Areas.code("system", write)))
            || rights(caller).guards(areas.ofAddress(path, write)));
  }

  private static boolean isUnproven(Caller caller) {
    return !caller.standing().twoFactors() && !rights(caller).guarded().isEmpty();
  }

  /** Whether no area of the address outside of FHIR is closed to the caller. */
  public boolean mayCall(Caller caller, String path, boolean write) {
    return rights(caller).denied().isEmpty() || !denies(caller, areas.ofAddress(path, write));
  }

  /** What a page may offer: permissions of categories, in alphabetical order. */
  public Set<String> permissions(Caller caller) {
    Rights rights = rights(caller);
    Set<String> own = ofRoles.getOrDefault(caller.role(), Set.of());
    if (rights.none() && caller.standing().tenant().isEmpty()) {
      return own;
    }
    Set<String> codes = new TreeSet<>(own);
    if (!rights.none()) {
      codes.addAll(rights.granted());
      codes.removeIf(one -> denies(caller, Set.of(one)));
      codes.removeIf(one -> !areas.categories().contains(one.substring(0, one.lastIndexOf('.'))));
    }
    if (caller.standing().tenant().isPresent()) {
      // What is kept outside of FHIR is not divided among tenants.
      codes.removeAll(areas.given(List.of("system.*")));
    }
    return codes;
  }

  /** The modules that are not closed to the caller, in the order of the table. */
  public Set<String> modules(Caller caller) {
    return areas.modules().stream()
        .filter(module -> !denies(caller, Set.of(Areas.code(module, false))))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Everything but these modules stays. */
  public Rights onlyModules(Set<String> modules) {
    Set<String> denied = new HashSet<>();
    for (String module : areas.modules()) {
      if (!modules.contains(module)) {
        denied.add(Areas.code(module, false));
        denied.add(Areas.code(module, true));
      }
    }
    return new Rights(Set.of(), denied);
  }

  /** Nothing but reference data is left. */
  public Rights nothing() {
    return new Rights(
        Set.of(), areas.taken(areas.names().stream().map(area -> area + ".*").toList()));
  }

  /**
   * Whether the giver has all that the permission would give, and may give it at all.
   *
   * @param permission as {@code reports.read}
   */
  public boolean mayGive(Caller giver, String permission) {
    if (permission.equals(SYSTEM_WRITE) || rights(giver).denies(Set.of(permission))) {
      return false;
    }
    int dot = permission.lastIndexOf('.');
    String area = permission.substring(0, dot);
    if (area.equals(RESTRICTED)) {
      return hiddenLabels(giver).isEmpty()
          && (RESTRICTED_READ.contains(permission) || mayLabel(giver, true));
    }
    Set<Interaction> needed =
        permission.endsWith(".write")
            ? Set.of(Interaction.CREATE, Interaction.UPDATE)
            : Set.of(Interaction.READ, Interaction.SEARCH);
    boolean ofTypes =
        areas.types(area).stream()
            .allMatch(
                type ->
                    needed.stream()
                        .filter(one -> isGrantable(type, one))
                        .allMatch(one -> reach(giver, type, one) == Reach.ALL));
    return ofTypes
        && areas.operations(area).stream()
            .allMatch(operation -> right(giver, operation, Optional.empty()).reach() == Reach.ALL);
  }

  /** Whether the permission cannot be taken from somebody with the role. */
  public boolean isKept(Role role, String permission) {
    return role == Role.MANAGER
        && OF_MANAGERS.contains(permission.substring(0, permission.lastIndexOf('.')));
  }

  private boolean denies(Caller caller, Set<String> permissions) {
    Rights rights = rights(caller);
    return rights.denies(permissions)
        && permissions.stream()
            .anyMatch(one -> rights.denied().contains(one) && !isKept(caller.role(), one));
  }

  private static Rights rights(Caller caller) {
    return caller.role().kind() == Role.Kind.STAFF ? caller.standing().rights() : Rights.NONE;
  }

  private boolean isGrantable(String type, Interaction interaction) {
    return interaction != Interaction.DELETE
        && policy.reach(Role.MANAGER, type, interaction) == Reach.ALL;
  }

  /** What even a patient reads of all, such as locations and code systems. */
  private boolean isReference(String type, Interaction interaction) {
    return interaction.reads() && policy.reach(Role.PATIENT, type, interaction) == Reach.ALL;
  }
}
