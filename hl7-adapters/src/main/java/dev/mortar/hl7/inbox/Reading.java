package dev.mortar.hl7.inbox;

import dev.mortar.mapping.AtomTrace;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.MappingIssue;
import dev.mortar.mapping.RawMessage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is kept of how a message was read, so that people can look for it.
 *
 * @param status of the mapping, in small letters; empty before there is one
 */
record Reading(String status, List<Finding> findings) {
  static final Reading NONE = new Reading("", List.of());

  /** More say nothing new: a message with so many issues needs another look altogether. */
  private static final int MOST = 50;

  /**
   * @param path of the field without occurrence and repetition, as {@code OBX-8}
   * @param table the code table that does not know the code, else empty
   * @param term the code that is not known, else empty
   */
  record Finding(String code, String path, String table, String term) {
    Finding {
      path = path.length() > 40 ? path.substring(0, 40) : path;
      term = Columns.term(term);
    }
  }

  static Reading of(Mapped mapped, Mapper mapper, RawMessage message) {
    Map<String, String> values = unknown(mapped) ? values(mapper, message) : Map.of();
    List<Finding> findings =
        mapped.issues().stream()
            .map(issue -> finding(issue, values))
            .distinct()
            .limit(MOST)
            .toList();
    return new Reading(mapped.status().name().toLowerCase(Locale.ROOT), findings);
  }

  private static boolean unknown(Mapped mapped) {
    return mapped.issues().stream().anyMatch(issue -> !issue.table().isEmpty());
  }

  /** An issue names no value, because it may be logged; this table may hold one. */
  private static Map<String, String> values(Mapper mapper, RawMessage message) {
    return mapper.trace(message).stream()
        .collect(Collectors.toMap(AtomTrace::path, AtomTrace::value, (one, other) -> one));
  }

  private static Finding finding(MappingIssue issue, Map<String, String> values) {
    String term = issue.table().isEmpty() ? "" : values.getOrDefault(issue.path(), "");
    return new Finding(issue.code().name(), field(issue.path()), issue.table(), term);
  }

  private static String field(String path) {
    return path.replaceAll("\\[[0-9]+]", "");
  }
}
