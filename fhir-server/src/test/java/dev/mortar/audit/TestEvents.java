package dev.mortar.audit;

import dev.mortar.server.Await;
import dev.mortar.server.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;

/** Makes events that no other test makes: each is of a search for something of its own. */
final class TestEvents {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final TestServer server;

  TestEvents(TestServer server) {
    this.server = server;
  }

  /** The id of a new event that is stored. */
  String add() throws Exception {
    String mark = UUID.randomUUID().toString();
    server.get("/fhir/Patient?identifier=" + mark);
    Await.until("the event", SOON, () -> !find(mark).isEmpty());
    return find(mark).getFirst().getIdPart();
  }

  private List<AuditEvent> find(String mark) {
    String newest = server.get("/fhir/AuditEvent?_sort=-date&_count=50").body();
    return server.parse(Bundle.class, newest).getEntry().stream()
        .map(entry -> (AuditEvent) entry.getResource())
        .filter(event -> event.getEntity().stream().anyMatch(entity -> asks(entity, mark)))
        .toList();
  }

  private static boolean asks(AuditEvent.AuditEventEntityComponent entity, String mark) {
    return entity.getQuery() != null
        && new String(entity.getQuery(), StandardCharsets.UTF_8).contains(mark);
  }
}
