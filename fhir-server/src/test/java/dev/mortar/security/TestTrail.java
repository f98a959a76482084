package dev.mortar.security;

import dev.mortar.server.Await;
import dev.mortar.server.TestServer;
import java.time.Duration;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;

/** What the audit trail says of sign-ins by others. */
final class TestTrail {
  private static final Duration SOON = Duration.ofSeconds(10);

  private TestTrail() {}

  /**
   * @param outcome code of the outcome
   * @param what part of its description
   * @param from the EHR or the identity provider
   */
  static void isNoted(TestServer server, String who, String outcome, String what, String from)
      throws Exception {
    Await.until(
        what + " of " + who + " by " + from, SOON, () -> noted(server, who, outcome, what, from));
  }

  private static boolean noted(
      TestServer server, String who, String outcome, String what, String from) {
    String newest =
        server.get("/fhir/AuditEvent?altid=" + who + "&_sort=-_lastUpdated&_count=50").body();
    return server.parse(Bundle.class, newest).getEntry().stream()
        .map(BundleEntryComponent::getResource)
        .map(AuditEvent.class::cast)
        .filter(event -> event.getOutcome().toCode().equals(outcome))
        .filter(event -> event.hasOutcomeDesc() && event.getOutcomeDesc().contains(what))
        .anyMatch(event -> from.equals(event.getEntityFirstRep().getName()));
  }
}
