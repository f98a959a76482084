package dev.mortar.access;

import dev.mortar.access.Decision.Among;
import dev.mortar.access.Decision.Constraint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How what belongs to no patient is divided among tenants. What the table does not name is closed
 * to their people, and so is writing what tenants are made of or what all of them share.
 */
final class Tenancy {
  private static final String SHARED = "shared";
  private static final String MEMBER = "member";

  private final Map<String, String> types = new HashMap<>();
  private final Set<String> operations = new HashSet<>();

  private Tenancy(Table table) {
    for (Map<String, String> line : table.rows()) {
      String what = Table.cell(line, "what");
      String how = Table.cell(line, "how");
      if (what.startsWith("$")) {
        operations.add(what);
      } else {
        types.put(what, how);
      }
    }
  }

  static Tenancy shipped() {
    return new Tenancy(Table.read("tenancy.csv"));
  }

  Set<String> types() {
    return types.keySet();
  }

  Set<String> operations() {
    return operations;
  }

  /** Whether the operation computes with what all tenants share, and with nothing else. */
  boolean isShared(String operation) {
    return operations.contains(operation);
  }

  boolean isShared(String type, Interaction interaction) {
    return interaction.reads() && SHARED.equals(types.get(type));
  }

  /** What of a type without patients is open to the tenant; empty if nothing is. */
  Optional<Set<Constraint>> open(String type, Interaction interaction, Tenant tenant) {
    String how = types.getOrDefault(type, "");
    if (how.isEmpty()) {
      return Optional.empty();
    }
    if (how.equals(SHARED) || how.equals(MEMBER)) {
      return interaction.reads()
          ? Optional.of(
              how.equals(SHARED) ? Set.of() : Set.of(new Among(Among.ITSELF, tenant.members(type))))
          : Optional.empty();
    }
    return Optional.of(Set.of(new Among(how, tenant.timed())));
  }
}
