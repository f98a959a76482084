package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.audit.StoredEvents;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.People;
import dev.mortar.authorization.Tokens;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.junit.jupiter.api.Test;

/** Counts the audit events of WebSockets: each handshake and each bind leaves one. */
@ServerTest
class EverySocketIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String HANDSHAKE = "GET /websocket";

  private final TestServer server;
  private final String name = "socket-" + UUID.randomUUID();
  private final Set<String> seen = new HashSet<>();
  private final String token;
  private int events;

  EverySocketIT(TestServer server) {
    this.server = server;
    var account =
        new Account(name, "Socket", Role.MANAGER, "Practitioner/" + name, Optional.empty(), true);
    server.bean(Accounts.class).save(account, TestBrowser.PASSWORD);
    this.token = server.bean(Tokens.class).mint(account, Scopes.parse("user/*.cruds"));
  }

  @Test
  void aHandshakeAndEachBindLeaveOneEvent() throws Exception {
    String subscription = subscription();
    try (Ear ear = Ear.connect(server, token)) {
      noted(HANDSHAKE, "0");
      ear.say("bind " + subscription);
      heard(ear, "bound " + subscription, 1);
      AuditEvent bound = noted("bind Subscription/" + subscription, "0");
      assertThat(bound.getEntityFirstRep().getWhat().getIdentifier().getValue())
          .endsWith("/fhir/Subscription/" + subscription);
      ear.say("bind Subscription/" + subscription);
      heard(ear, "bound " + subscription, 2);
      nothingElseIsNoted();
    }
    nothingElseIsNoted();
    server.client().delete().resourceById("Subscription", subscription).execute();
  }

  @Test
  void eachRefusalOnAnOpenConnectionLeavesOneEvent() throws Exception {
    String absent = "absent-" + UUID.randomUUID();
    for (String said : List.of("bind " + absent, "Bearer " + token.substring(0, 60))) {
      try (Ear ear = Ear.connect(server, token)) {
        noted(HANDSHAKE, "0");
        ear.say(said);
        Await.until("the end", SOON, () -> ear.closed() != 0);
        noted(said.endsWith(absent) ? "bind Subscription/" + absent : "send what is no bind", "4");
      }
    }
    try (Ear ear = Ear.connect(server, token)) {
      noted(HANDSHAKE, "0");
      server.bean(People.class).suspend(name);
      ear.say("bind " + absent);
      Await.until("the end", SOON, () -> ear.closed() != 0);
      noted("bind Subscription/" + absent, "4");
    }
  }

  @Test
  void aHandshakeThatIsNoneOrOfAForeignPageLeavesOneEvent() throws Exception {
    assertThat(server.send(server.request("/websocket?patient=secret", token)).statusCode())
        .isEqualTo(400);
    noted(HANDSHAKE, "4");
    refused(403, token, "Origin", "https://evil.example");
    noted(HANDSHAKE, "4");
    assertThat(server.send(server.request("/websocket", token).DELETE()).statusCode())
        .isEqualTo(403);
    noted("DELETE /websocket", "4");
  }

  @Test
  void whoeverHasNoTokenOrAWrongOneLeavesOneEvent() throws Exception {
    int before = unknown().size();
    refused(401, token + "x");
    refused(401, "");
    assertThat(server.send(server.anonymous("/websocket?access_token=secret")).statusCode())
        .isEqualTo(401);
    Await.until("three refusals", SOON, () -> unknown().size() >= before + 3);
    List<AuditEvent> all = unknown();
    assertThat(all).hasSize(before + 3);
    for (AuditEvent event : all.subList(0, 3)) {
      assertThat(event.getOutcome().toCode()).isEqualTo("4");
      assertThat(event.getAgentFirstRep().getNetwork().getAddress()).isEqualTo("127.0.0.1");
      assertThat(json(event)).doesNotContain("secret").doesNotContain(token);
    }
    nothingElseIsNoted();
  }

  private void refused(int status, String shown, String... headers) {
    assertThatThrownBy(() -> Ear.connect(server, shown, headers))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(status));
  }

  /** One event more of the person, and what it says. */
  private AuditEvent noted(String what, String outcome) throws Exception {
    events++;
    AuditEvent event =
        StoredEvents.by(server, name).counted(what, events).stream()
            .filter(one -> seen.add(one.getIdPart()))
            .findFirst()
            .orElseThrow();
    assertThat(event.getEntityFirstRep().getName()).isEqualTo(what);
    assertThat(event.getOutcome().toCode()).as(what).isEqualTo(outcome);
    assertThat(event.getAgentFirstRep().getNetwork().getAddress()).isEqualTo("127.0.0.1");
    assertThat(event.getAgentFirstRep().getRoleFirstRep().getCodingFirstRep().getCode())
        .isEqualTo(Role.MANAGER.code());
    assertThat(json(event)).doesNotContain("secret").doesNotContain(token.substring(0, 40));
    return event;
  }

  private void nothingElseIsNoted() {
    assertThat(StoredEvents.by(server, name).all()).hasSize(events);
  }

  private List<AuditEvent> unknown() {
    return StoredEvents.of(server, HANDSHAKE).all().stream()
        .filter(event -> event.getAgentFirstRep().getAltId().equals("(unknown)"))
        .toList();
  }

  private static void heard(Ear ear, String text, int times) throws Exception {
    Await.until(text, SOON, () -> ear.heard().stream().filter(text::equals).count() == times);
  }

  private String json(AuditEvent event) {
    return server.bean(FhirContext.class).newJsonParser().encodeResourceToString(event);
  }

  private String subscription() throws Exception {
    Subscription requested = new Subscription();
    requested.setStatus(SubscriptionStatus.REQUESTED).setReason("test");
    requested.setCriteria("Patient?family=" + name);
    requested.getChannel().setType(SubscriptionChannelType.WEBSOCKET);
    String id = server.client().create().resource(requested).execute().getId().getIdPart();
    Await.until(
        "the subscription is active",
        SOON,
        () ->
            server.bean(FhirStore.class).find(Subscription.class, id).orElseThrow().getStatus()
                == SubscriptionStatus.ACTIVE);
    return id;
  }
}
