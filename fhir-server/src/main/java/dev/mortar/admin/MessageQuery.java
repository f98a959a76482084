package dev.mortar.admin;

import dev.mortar.hl7.InboundMessages.Search;
import dev.mortar.hl7.InboundMessages.State;
import dev.mortar.mapping.MappingIssue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/**
 * What a request asks of the received messages. A parameter that is misspelt must not look like an
 * answer to all, so it is refused.
 */
record MessageQuery(Search search, int limit) {
  private static final int MOST = 1000;
  private static final Set<String> KNOWN =
      Set.of("patient", "control", "sender", "type", "state", "issue", "before", "limit");

  static MessageQuery of(Map<String, String> parameters) {
    List<String> unknown =
        parameters.keySet().stream().filter(name -> !KNOWN.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw bad("Ask by " + KNOWN.stream().sorted().collect(Collectors.joining(", ")));
    }
    long limit = number("limit", parameters.getOrDefault("limit", "50"));
    if (limit < 1 || limit > MOST) {
      throw bad("limit must be from 1 to " + MOST);
    }
    return new MessageQuery(
        new Search(
            text(parameters, "patient"),
            text(parameters, "control"),
            text(parameters, "sender"),
            text(parameters, "type"),
            choice("state", text(parameters, "state"), State.values()),
            choice("issue", text(parameters, "issue"), MappingIssue.Code.values()),
            number("before", parameters.getOrDefault("before", "0"))),
        (int) limit);
  }

  private static String text(Map<String, String> parameters, String name) {
    return parameters.getOrDefault(name, "").strip();
  }

  private static long number(String name, String value) {
    if (!value.matches("[0-9]{1,18}")) {
      throw bad(name + " must be a number");
    }
    return Long.parseLong(value);
  }

  private static <E extends Enum<E>> Optional<E> choice(String name, String value, E[] all) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    return Arrays.stream(all)
        .filter(one -> code(one).equals(value))
        .findFirst()
        .or(
            () -> {
              throw bad(
                  name
                      + " must be one of "
                      + Arrays.stream(all)
                          .map(MessageQuery::code)
                          .collect(Collectors.joining(", ")));
            });
  }

  static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ApiProblem bad(String text) {
    return new ApiProblem(HttpStatus.BAD_REQUEST, text);
  }
}
