package dev.mortar.access;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which security labels hide a resource, and from whom: restricted and very restricted records, and
 * the sensitive matters of 42 CFR Part 2 and of state law.
 *
 * @see <a href="https://hl7.org/fhir/R4/security-labels.html">Security labels</a>
 */
public final class LabelTable {
  private static final LabelTable SHIPPED = new LabelTable(Table.read("labels.csv"));

  private final Map<String, Map<Role, Boolean>> rows = new LinkedHashMap<>();
  private final Map<Role, Set<String>> hidden = new EnumMap<>(Role.class);

  private LabelTable(Table table) {
    for (Role role : Role.values()) {
      Set<String> closed = new LinkedHashSet<>();
      for (Map<String, String> line : table.rows()) {
        String label = Table.cell(line, "system") + "|" + Table.cell(line, "code");
        boolean sees = sees(Table.cell(line, role.code()));
        rows.computeIfAbsent(label, unknown -> new EnumMap<>(Role.class)).put(role, sees);
        if (!sees) {
          closed.add(label);
        }
      }
      hidden.put(role, Set.copyOf(closed));
    }
  }

  /** The table that ships with the program. */
  public static LabelTable shipped() {
    return SHIPPED;
  }

  /** As {@code system|code}, in the order of the table. */
  public Set<String> labels() {
    return rows.keySet();
  }

  /** The labels whose resources the role does not see unless the patient or an emergency opens. */
  public Set<String> hiddenFrom(Role role) {
    return hidden.getOrDefault(role, Set.of());
  }

  /** The patient's side reaches its own record only, which the policy table sees to. */
  private static boolean sees(String cell) {
    return switch (cell) {
      case "r", "p" -> true;
      case "-" -> false;
      default -> throw new IllegalStateException("Not a cell of the label table: " + cell);
    };
  }
}
