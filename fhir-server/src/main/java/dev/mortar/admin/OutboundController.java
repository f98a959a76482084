package dev.mortar.admin;

import dev.mortar.hl7.OutboundMessages;
import dev.mortar.hl7.OutboundMessages.Outbound;
import dev.mortar.hl7.OutboundMessages.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/hl7/outbound}: the messages that go out; the failed ones are the dead letters. */
@RestController
final class OutboundController {
  private static final int MOST = 1000;

  private final OutboundMessages messages;

  OutboundController(OutboundMessages messages) {
    this.messages = messages;
  }

  /**
   * The newest first.
   *
   * @param state waiting, retry, done or failed; empty for all
   * @param before those of smaller ids only, to go on behind the last of a page
   * @param limit 1 to 1000
   */
  @GetMapping("/api/hl7/outbound")
  List<View> newest(
      @RequestParam(defaultValue = "") String destination,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > MOST) {
      throw new ApiProblem(HttpStatus.BAD_REQUEST, "limit must be from 1 to " + MOST);
    }
    long end = before == null ? Long.MAX_VALUE : before;
    return messages.newest(destination, state(state), end, limit).stream()
        .map(message -> view(message, ""))
        .toList();
  }

  /** One message with its text. */
  @GetMapping("/api/hl7/outbound/{id}")
  View message(@PathVariable long id) {
    Outbound message = messages.find(id).orElseThrow(() -> unknown(id));
    String raw =
        messages.raw(id).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    return view(message, raw);
  }

  /** Sends it again, under the same control id. */
  @PostMapping("/api/hl7/outbound/{id}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void replay(@PathVariable long id) {
    if (!messages.replay(id)) {
      throw unknown(id);
    }
  }

  /** Sends a dead letter with other content, under the same control id. */
  @PostMapping(value = "/api/hl7/outbound/{id}/corrected", consumes = MediaType.TEXT_PLAIN_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void correct(@PathVariable long id, @RequestBody String text) {
    if (messages.find(id).isEmpty()) {
      throw unknown(id);
    }
    try {
      if (!messages.correct(id, Segments.bytes(text))) {
        throw new ApiProblem(HttpStatus.CONFLICT, "Only a message that failed is corrected.");
      }
    } catch (IllegalArgumentException e) {
      throw new ApiProblem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<State> state(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return Arrays.stream(State.values())
        .filter(state -> code(state).equals(name))
        .findFirst()
        .or(
            () -> {
              throw new ApiProblem(
                  HttpStatus.BAD_REQUEST, "state must be waiting, retry, done or failed");
            });
  }

  private static String code(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static ApiProblem unknown(long id) {
    return new ApiProblem(HttpStatus.NOT_FOUND, "There is no outbound message " + id);
  }

  private static View view(Outbound message, String raw) {
    return new View(
        String.valueOf(message.id()),
        message.destination(),
        message.about(),
        message.controlId(),
        message.type(),
        message.created(),
        code(message.state()),
        message.attempts(),
        message.failure(),
        new String(message.ack(), StandardCharsets.UTF_8),
        raw);
  }

  /**
   * A message that goes out.
   *
   * @param raw empty in a list
   */
  record View(
      String id,
      String destination,
      String about,
      String controlId,
      String type,
      Instant created,
      String state,
      int attempts,
      String failure,
      String ack,
      String raw) {}
}
