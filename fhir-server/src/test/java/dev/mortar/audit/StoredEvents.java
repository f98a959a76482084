package dev.mortar.audit;

import dev.mortar.server.Await;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.AuditEvent;

/** The events of one who does something, or of one address, as they lie in the store. */
public final class StoredEvents {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int MOST = 1_000;

  private final TestServer server;
  private final String query;

  private StoredEvents(TestServer server, String query) {
    this.server = server;
    this.query = query;
  }

  /** What the account or client asked for itself. */
  public static StoredEvents by(TestServer server, String name) {
    return new StoredEvents(server, "altid=" + name);
  }

  /** What names something that begins so. */
  public static StoredEvents of(TestServer server, String entity) {
    return new StoredEvents(
        server, "entity-name=" + URLEncoder.encode(entity, StandardCharsets.UTF_8));
  }

  /** The newest first. */
  public List<AuditEvent> all() {
    server.bean(OutboxTrail.class).flush();
    String name = query.substring(query.indexOf('=') + 1);
    return server
        .bean(FhirStore.class)
        .search(AuditEvent.class, query + "&_sort=-_lastUpdated", MOST)
        .stream()
        .filter(
            event -> !query.startsWith("altid") || name.equals(event.getAgentFirstRep().getAltId()))
        // Those that are stored together have one time of storing.
        .sorted(Comparator.comparing(AuditEvent::getRecorded).reversed())
        .toList();
  }

  /** Fails if there are more, too. */
  public List<AuditEvent> counted(String what, int expected) throws Exception {
    Await.until(
        what + ": " + expected + " events and not " + all().size(),
        SOON,
        () -> all().size() >= expected);
    List<AuditEvent> found = all();
    if (found.size() != expected) {
      throw new AssertionError(what + ": " + found.size() + " events instead of " + expected);
    }
    return found;
  }
}
