package dev.mortar.hl7.inbox;

import dev.mortar.hl7.InboundMessages.Search;
import dev.mortar.hl7.MessageSeal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The part of a query that says what is looked for; each condition has its index. */
record Conditions(String sql, Object[] arguments) {
  static Conditions of(Search search, MessageSeal seal) {
    List<String> all = new ArrayList<>(List.of("1 = 1"));
    List<Object> arguments = new ArrayList<>();
    if (!search.patient().isEmpty()) {
      Set<String> names = seal.names(search.patient());
      String any = String.join(", ", Collections.nCopies(names.size(), "?"));
      all.add(
          """
          (patient IN (%1$s)
            OR id IN (SELECT message FROM mortar_hl7_also_about WHERE patient IN (%1$s)))"""
              .formatted(any));
      arguments.addAll(names);
      arguments.addAll(names);
    }
    if (!search.controlId().isEmpty()) {
      all.add("control_id = ?");
      arguments.add(search.controlId());
    }
    if (!search.sender().isEmpty()) {
      all.add("(sending_application = ? OR sending_facility = ?)");
      arguments.addAll(List.of(search.sender(), search.sender()));
    }
    if (!search.type().isEmpty()) {
      all.add("(message_type = ? OR substring(message_type FROM 1 FOR ?) = ?)");
      String prefix = search.type() + '^';
      arguments.addAll(List.of(search.type(), prefix.length(), prefix));
    }
    search.state().ifPresent(state -> all.add("state = '" + state.name() + "'"));
    search
        .issue()
        .ifPresent(
            code -> {
              all.add("id IN (SELECT message FROM mortar_hl7_finding WHERE code = ?)");
              arguments.add(code.name());
            });
    if (search.before() > 0) {
      all.add("id < ?");
      arguments.add(search.before());
    }
    return new Conditions("WHERE " + String.join(" AND ", all), arguments.toArray());
  }
}
