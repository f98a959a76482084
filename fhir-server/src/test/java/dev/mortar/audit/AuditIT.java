package dev.mortar.audit;

import dev.mortar.access.Role;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.junit.jupiter.api.Test;

@ServerTest
class AuditIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final TestServer server;
  private final String mark = UUID.randomUUID().toString();

  AuditIT(TestServer server) {
    this.server = server;
  }

  @Test
  void aWriteLeavesItsTrace() throws Exception {
    server.send(
        server
            .request("/fhir/Patient/" + mark, server.token(Role.TECHNICIAN))
            .header("Content-Type", "application/fhir+json")
            .PUT(
                BodyPublishers.ofString("{\"resourceType\":\"Patient\",\"id\":\"" + mark + "\"}")));
    Await.until(
        "an event that names the patient", SOON, () -> found(AuditEventOutcome._0, "technician"));
  }

  @Test
  void aSearchLeavesItsTrace() throws Exception {
    server.send(
        server.request("/fhir/Patient?identifier=" + mark, server.token(Role.STAFF_PHARMACIST)));
    Await.until("an event of the search", SOON, () -> found(AuditEventOutcome._0, "pharmacist"));
  }

  @Test
  void aRefusalLeavesItsTrace() throws Exception {
    server.send(server.request("/fhir/Claim?identifier=" + mark, server.token(Role.PATIENT)));
    Await.until("an event of the refusal", SOON, () -> found(AuditEventOutcome._4, "patient"));
  }

  private boolean found(AuditEventOutcome outcome, String who) {
    String newest = server.get("/fhir/AuditEvent?_sort=-_lastUpdated&_count=50").body();
    return server.parse(Bundle.class, newest).getEntry().stream()
        .map(BundleEntryComponent::getResource)
        .map(AuditEvent.class::cast)
        .filter(event -> event.getOutcome() == outcome)
        .filter(event -> event.getAgentFirstRep().getAltId().contains(who))
        .anyMatch(
            event ->
                event.getEntity().stream()
                    .anyMatch(
                        entity ->
                            entity.getWhat().getIdentifier().hasValue()
                                    && entity.getWhat().getIdentifier().getValue().contains(mark)
                                || entity.getQuery() != null
                                    && new String(entity.getQuery(), StandardCharsets.UTF_8)
                                        .contains(mark)));
  }
}
