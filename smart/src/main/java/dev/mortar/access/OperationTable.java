package dev.mortar.access;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which role may call which FHIR operation; what it does not name is denied to everyone. */
public final class OperationTable {
  private static final OperationTable SHIPPED = new OperationTable(Table.read("operations.csv"));

  private final Map<String, Map<Role, Right>> rows = new HashMap<>();

  private OperationTable(Table table) {
    for (Map<String, String> line : table.rows()) {
      Map<Role, Right> rights = new EnumMap<>(Role.class);
      for (Role role : Role.values()) {
        rights.put(role, right(Table.cell(line, role.code())));
      }
      rows.put(Table.cell(line, "operation"), rights);
    }
  }

  /** The table that ships with the program. */
  public static OperationTable shipped() {
    return SHIPPED;
  }

  public Set<String> operations() {
    return rows.keySet();
  }

  /**
   * @param operation with its dollar sign
   */
  public Right right(Role role, String operation) {
    return rows.getOrDefault(operation, Map.of()).getOrDefault(role, Right.NONE);
  }

  private static Right right(String cell) {
    return switch (cell) {
      case "r" -> new Right(Reach.ALL, false);
      case "w" -> new Right(Reach.ALL, true);
      case "p" -> new Right(Reach.PATIENT, false);
      case "-" -> Right.NONE;
      default -> throw new IllegalStateException("Not a cell of the operation table: " + cell);
    };
  }

  /**
   * What a role has of an operation.
   *
   * @param reach {@link Reach#PATIENT} if only on the Patient in context
   * @param changes whether the token needs a scope to update, not only to read
   */
  public record Right(Reach reach, boolean changes) {
    static final Right NONE = new Right(Reach.NONE, false);
  }
}
