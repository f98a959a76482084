package dev.mortar.admin;

import dev.mortar.hl7.InboundMessages;
import dev.mortar.hl7.InboundMessages.Inbound;
import dev.mortar.hl7.Senders;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import dev.mortar.mapping.sender.SenderProfiles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/hl7/senders}: the sender profiles, and what a change of one would do. */
@RestController
final class SendersController {
  private static final int MOST = 1000;

  private final Senders senders;
  private final InboundMessages messages;
  private final MessageDiff diff;

  SendersController(Senders senders, InboundMessages messages, MessageDiff diff) {
    this.senders = senders;
    this.messages = messages;
    this.diff = diff;
  }

  @GetMapping("/api/hl7/senders")
  List<String> names() {
    return senders.names();
  }

  @GetMapping(value = "/api/hl7/senders/{name}", produces = MediaType.TEXT_PLAIN_VALUE)
  String profile(@PathVariable String name) {
    return senders
        .text(name)
        .orElseThrow(() -> new ApiProblem(HttpStatus.NOT_FOUND, "There is no such profile"));
  }

  /** Holds for every message that comes from now on. */
  @PutMapping(value = "/api/hl7/senders/{name}", consumes = MediaType.TEXT_PLAIN_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void save(@PathVariable String name, @RequestBody String text) {
    checked(
        () -> {
          senders.save(name, text);
          return name;
        });
  }

  /**
   * Maps the last messages as they are mapped now and as they would be; nothing is stored.
   *
   * @param last 1 to 1000
   */
  @PostMapping(value = "/api/hl7/senders/{name}/dry-run", consumes = MediaType.TEXT_PLAIN_VALUE)
  DryRun dryRun(
      @PathVariable String name,
      @RequestParam(defaultValue = "100") int last,
      @RequestBody String text) {
    if (last < 1 || last > MOST) {
      throw new ApiProblem(HttpStatus.BAD_REQUEST, "last must be from 1 to " + MOST);
    }
    SenderProfiles profiles = checked(() -> senders.with(name, text));
    Mapper now = senders.mapper();
    Mapper then = Mapper.with(profiles);
    List<Inbound> newest = messages.newest(last);
    List<Changed> changed =
        newest.stream().flatMap(message -> compare(message, now, then).stream()).toList();
    return new DryRun(newest.size(), changed);
  }

  private Optional<Changed> compare(Inbound message, Mapper now, Mapper then) {
    byte[] bytes = messages.raw(message.id()).orElseGet(() -> new byte[0]);
    RawMessage raw = new RawMessage(message.id().toString(), bytes, message.received());
    Mapped before = now.map(raw);
    Mapped after = then.map(raw);
    List<MessageDiff.Line> lines = diff.of(before, after);
    boolean same = lines.isEmpty() && before.issues().equals(after.issues());
    return same
        ? Optional.empty()
        : Optional.of(new Changed(message.id().toString(), status(before), status(after), lines));
  }

  private static String status(Mapped mapped) {
    return mapped.status().name().toLowerCase(Locale.ROOT)
        + ", "
        + mapped.issues().size()
        + " issues";
  }

  private static <T> T checked(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ApiProblem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  /** How many messages were tried, and which would come out otherwise. */
  record DryRun(int messages, List<Changed> changed) {}

  /**
   * A message that would come out otherwise.
   *
   * @param before its status and how many issues it has
   */
  record Changed(String id, String before, String after, List<MessageDiff.Line> lines) {}
}
