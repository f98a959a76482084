package dev.mortar.access;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which role may do what with which type of resource. The table is a resource file, so that a
 * security officer can read it whole; what it does not name is denied.
 */
public final class PolicyTable {
  private static final PolicyTable SHIPPED = new PolicyTable(Table.read("policy.csv"));

  private final Map<String, Row> rows = new LinkedHashMap<>();

  private PolicyTable(Table table) {
    for (Map<String, String> line : table.rows()) {
      String type = Table.cell(line, "type");
      Map<Role, Map<Verb, Reach>> rights = new EnumMap<>(Role.class);
      for (Role role : Role.values()) {
        rights.put(role, rights(Table.cell(line, role.code())));
      }
      Category category = Category.valueOf(Table.cell(line, "category").toUpperCase(Locale.ROOT));
      rows.put(type, new Row(category, named(line, "by-patient"), named(line, "by-owner"), rights));
    }
  }

  /** The table that ships with the program. */
  public static PolicyTable shipped() {
    return SHIPPED;
  }

  public Set<String> types() {
    return rows.keySet();
  }

  public Reach reach(Role role, String type, Interaction interaction) {
    Row row = rows.get(type);
    return row == null ? Reach.NONE : row.reach(role, interaction.verb());
  }

  /** Empty for a type that the table does not name. */
  public Optional<Category> category(String type) {
    return Optional.ofNullable(rows.get(type)).map(Row::category);
  }

  /** The search parameter by which resources of the type are found by their patient. */
  public Optional<String> patientParameter(String type) {
    return Optional.ofNullable(rows.get(type)).flatMap(Row::patient);
  }

  /** The search parameter by which resources of the type are found by the member of staff. */
  public Optional<String> ownerParameter(String type) {
    return Optional.ofNullable(rows.get(type)).flatMap(Row::owner);
  }

  private static Optional<String> named(Map<String, String> line, String column) {
    return Optional.of(Table.cell(line, column)).filter(cell -> !cell.equals("-"));
  }

  /** Reads a cell: {@code rs o:cu} is read and search of all, create and update of one's own. */
  private static Map<Verb, Reach> rights(String cell) {
    Map<Verb, Reach> rights = new EnumMap<>(Verb.class);
    if (cell.equals("-")) {
      return rights;
    }
    for (String part : List.of(cell.split(" "))) {
      Reach reach =
          switch (part.substring(0, Math.min(2, part.length()))) {
            case "p:" -> Reach.PATIENT;
            case "o:" -> Reach.OWN;
            default -> Reach.ALL;
          };
      for (char letter : part.substring(part.indexOf(':') + 1).toCharArray()) {
        rights.put(Verb.values()[Verb.LETTERS.indexOf(letter)], reach);
      }
    }
    return rights;
  }

  private record Row(
      Category category,
      Optional<String> patient,
      Optional<String> owner,
      Map<Role, Map<Verb, Reach>> rights) {
    Reach reach(Role role, Verb verb) {
      Map<Verb, Reach> own = rights.get(role);
      return own == null ? Reach.NONE : own.getOrDefault(verb, Reach.NONE);
    }
  }
}
