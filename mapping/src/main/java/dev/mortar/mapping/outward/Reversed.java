package dev.mortar.mapping.outward;

import dev.mortar.mapping.table.CodeTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A code table read backwards. Where several codes lead to one target, the first is said: tables
 * list HL7's codes before those that only senders use.
 */
final class Reversed {
  private final Map<String, String> codes = new HashMap<>();

  private Reversed(CodeTable table) {
    for (CodeTable.Code entry : table.codes()) {
      codes.putIfAbsent(entry.target(), entry.code());
      codes.putIfAbsent(entry.system() + '|' + entry.target(), entry.code());
    }
  }

  static Reversed of(String table) {
    return new Reversed(CodeTable.named(table));
  }

  /** The v2 code for a FHIR code; empty for none. */
  String code(String target) {
    return codes.getOrDefault(target, "");
  }

  /** The v2 code for a code of a system. */
  Optional<String> find(String system, String target) {
    return Optional.ofNullable(codes.get(system + '|' + target));
  }
}
