package dev.mortar.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mortar.admin.MessageView.Reading;
import dev.mortar.admin.MessageView.Summary;
import dev.mortar.hl7.InboundMessages;
import dev.mortar.hl7.InboundMessages.Inbound;
import dev.mortar.hl7.InboxId;
import dev.mortar.mapping.DeterministicId;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import dev.mortar.store.FhirStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/hl7/messages}: the received messages, for the thread of a task and for operators. */
@RestController
final class MessagesController {
  private final InboundMessages messages;
  private final Mapper mapper;
  private final FhirStore store;

  MessagesController(InboundMessages messages, Mapper mapper, FhirStore store) {
    this.messages = messages;
    this.mapper = mapper;
    this.store = store;
  }

  /**
   * Newest first.
   *
   * @param parameters patient (its number), control, sender, type, state, issue; before an id; a
   *     limit of 1 to 1000
   */
  @GetMapping("/api/hl7/messages")
  List<Summary> found(@RequestParam Map<String, String> parameters) {
    MessageQuery query = MessageQuery.of(parameters);
    return messages.search(query.search(), query.limit()).stream()
        .map(MessageView::summary)
        .toList();
  }

  /** One message with its raw text, what became of each of its values, and what it made. */
  @GetMapping("/api/hl7/messages/{id}")
  Detail message(@PathVariable String id) {
    Inbound message = find(id);
    byte[] bytes = messages.raw(message.id()).orElseThrow(() -> unknown(id));
    RawMessage raw = new RawMessage(message.id().toString(), bytes, message.received());
    return new Detail(
        MessageView.summary(message),
        new String(bytes, StandardCharsets.UTF_8),
        MessageView.reading(mapper.map(raw), mapper.trace(raw)),
        resources(message.id()));
  }

  /** Puts the message back into the queue. */
  @PostMapping("/api/hl7/messages/{id}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void replay(@PathVariable String id) {
    if (!messages.replay(find(id).id())) {
      throw new ApiProblem(
          HttpStatus.CONFLICT,
          "This message may be cut off, so it is never applied. Ask its sender to send it again.");
    }
  }

  /** Takes a corrected copy of a failed message; the answer is the copy's id. */
  @PostMapping(value = "/api/hl7/messages/{id}/corrected", consumes = MediaType.TEXT_PLAIN_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Corrected correct(@PathVariable String id, @RequestBody String text) {
    InboxId message = find(id).id();
    byte[] bytes = Segments.bytes(text);
    try {
      return messages
          .correct(message, bytes)
          .map(copy -> new Corrected(copy.toString()))
          .orElseThrow(
              () ->
                  new ApiProblem(
                      HttpStatus.CONFLICT, "Only what failed or is in quarantine is corrected."));
    } catch (IllegalArgumentException e) {
      throw new ApiProblem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private Inbound find(String id) {
    if (!id.matches("[0-9]{1,18}")) {
      throw unknown(id);
    }
    return messages.find(new InboxId(Long.parseLong(id))).orElseThrow(() -> unknown(id));
  }

  /** The Provenance of a message has an id made from the message's own. */
  private List<String> resources(InboxId id) {
    return store.find(Provenance.class, DeterministicId.of("Provenance", id.toString())).stream()
        .flatMap(provenance -> provenance.getTarget().stream())
        .map(Reference::getReference)
        .toList();
  }

  private static ApiProblem unknown(String id) {
    return new ApiProblem(
        HttpStatus.NOT_FOUND, "There is no message " + id.replaceAll("[^0-9A-Za-z]", ""));
  }

  /** The id of the copy that was taken. */
  record Corrected(String id) {}

  /**
   * @param raw decoded as UTF-8
   * @param resources references to what the message has become
   */
  record Detail(
      @JsonUnwrapped Summary summary,
      String raw,
      @JsonUnwrapped Reading reading,
      List<String> resources) {}
}
