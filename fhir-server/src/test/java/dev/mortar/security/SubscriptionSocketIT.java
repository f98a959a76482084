package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.Tokens;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.junit.jupiter.api.Test;

/** Subscriptions by WebSocket over a real socket: who gets in, and who hears what. */
@ServerTest
class SubscriptionSocketIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int POLICY_VIOLATION = 1008;

  private final TestServer server;

  SubscriptionSocketIT(TestServer server) {
    this.server = server;
  }

  @Test
  void aMatchIsAPingToWhoeverIsBound() throws Exception {
    String family = "Socket" + UUID.randomUUID();
    Subscription subscription = activate("Patient?family=" + family);
    try (Ear ear = connect(server.token(Role.MANAGER))) {
      bind(ear, subscription);
      patient(family);
      Await.until("the ping", SOON, () -> ear.heard().contains("ping " + id(subscription)));
    }
    server.client().delete().resource(subscription).execute();
  }

  @Test
  void aBrowserOffersItsTokenAsASubprotocol() {
    try (Ear ear = new Ear()) {
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .subprotocols("mortar.subscription", "bearer." + server.token(Role.MANAGER))
              .buildAsync(Ear.address(server), ear)
              .join();
      assertThat(socket.getSubprotocol()).isEqualTo("mortar.subscription");
    }
  }

  @Test
  void whoMayNotReadTheMatchHearsNothingOfIt() throws Exception {
    String code = "code-" + UUID.randomUUID();
    Subscription subscription = activate("Observation?code=" + code);
    try (Ear all = connect(server.token(Role.MANAGER));
        Ear few = connect(scoped("user/Subscription.rs user/Patient.rs"))) {
      bind(all, subscription);
      bind(few, subscription);
      Observation observation = new Observation().setStatus(ObservationStatus.FINAL);
      observation.getCode().addCoding().setCode(code);
      server.client().create().resource(observation).execute();
      Await.until("the ping", SOON, () -> all.heard().contains("ping " + id(subscription)));
      // The other one is told of later things it may read, and of this one not.
      String family = "After" + UUID.randomUUID();
      Subscription other = activate("Patient?family=" + family);
      bind(few, other);
      patient(family);
      Await.until("its own ping", SOON, () -> few.heard().contains("ping " + id(other)));
      assertThat(few.heard()).doesNotContain("ping " + id(subscription));
      server.client().delete().resource(other).execute();
    }
    server.client().delete().resource(subscription).execute();
  }

  @Test
  void whoDoesNotSeeALabelHearsNothingOfIt() throws Exception {
    var labels = new TestLabels(server);
    labels.make();
    labels.change(TestLabels.MANAGER, "", "\"restricted.read\"");
    Subscription hidden = activate("Communication?identifier=urn:label|heard-" + labels.mark);
    Subscription open = activate("Communication?identifier=urn:label|open-" + labels.mark);
    try (Ear all = connect(server.token(Role.MANAGER));
        Ear few = connect(labels.people.token(TestLabels.MANAGER))) {
      for (Subscription one : List.of(hidden, open)) {
        bind(all, one);
        bind(few, one);
      }
      // The change does not say the label again, which stays.
      labels.people.put(labels.hidden, labels.communication("heard", ""));
      Await.until("the ping", SOON, () -> all.heard().contains("ping " + id(hidden)));
      labels.people.put(labels.open, "\"language\":\"en\"," + labels.communication("open", ""));
      Await.until("its own ping", SOON, () -> few.heard().contains("ping " + id(open)));
      assertThat(few.heard()).doesNotContain("ping " + id(hidden));
    } finally {
      server.client().delete().resource(hidden).execute();
      server.client().delete().resource(open).execute();
      labels.permissionsAsBefore();
      TestLabels.nothingIsLabelledForOthers(server);
    }
  }

  @Test
  void aSubscriptionThatIsHiddenLooksLikeNone() throws Exception {
    Subscription subscription = activate("Patient?family=Hidden" + UUID.randomUUID());
    String absent = "absent-" + UUID.randomUUID();
    for (String id : List.of(id(subscription), absent)) {
      try (Ear ear = connect(server.token(Role.TECHNICIAN))) {
        ear.say("bind " + id);
        Await.until("the end", SOON, () -> ear.closed() != 0);
        assertThat(ear.closed()).isEqualTo(POLICY_VIOLATION);
        assertThat(ear.heard()).isEmpty();
      }
    }
    server.client().delete().resource(subscription).execute();
  }

  @Test
  void nobodyGetsInWithoutAToken() {
    assertThat(refusal("")).isEqualTo(401);
    assertThat(refusal("forged.token.here")).isEqualTo(401);
    assertThat(server.send(server.anonymous("/websocket")).statusCode()).isEqualTo(401);
    assertThat(server.send(server.anonymous("/websocket?access_token=x")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void theCapabilityStatementSaysWhereToConnect() {
    var statement = server.client().capabilities().ofType(CapabilityStatement.class).execute();
    assertThat(
            statement
                .getRestFirstRep()
                .getExtensionByUrl(
                    "http://hl7.org/fhir/StructureDefinition/capabilitystatement-websocket")
                .getValue()
                .primitiveValue())
        .matches("wss?://.*/websocket");
  }

  private int refusal(String token) {
    Throwable failure = catchThrowable(() -> connect(token));
    assertThat(failure).isInstanceOf(CompletionException.class);
    return failure.getCause() instanceof WebSocketHandshakeException refused
        ? refused.getResponse().statusCode()
        : 0;
  }

  private String scoped(String scopes) {
    // Asks for one, so that the account is there.
    server.token(Role.MANAGER);
    var account = server.bean(Accounts.class).find("test-manager").orElseThrow();
    return server.bean(Tokens.class).mint(account, Scopes.parse(scopes));
  }

  private void bind(Ear ear, Subscription subscription) throws Exception {
    ear.say("bind " + id(subscription));
    Await.until("the bond", SOON, () -> ear.heard().contains("bound " + id(subscription)));
  }

  private Ear connect(String token) {
    return Ear.connect(server, token);
  }

  private void patient(String family) {
    Patient patient = new Patient();
    patient.addName().setFamily(family);
    server.client().create().resource(patient).execute();
  }

  private Subscription activate(String criteria) throws Exception {
    Subscription requested = new Subscription();
    requested.setStatus(SubscriptionStatus.REQUESTED).setReason("test").setCriteria(criteria);
    requested.getChannel().setType(SubscriptionChannelType.WEBSOCKET);
    var id = server.client().create().resource(requested).execute().getId().toVersionless();
    Await.until(
        "the subscription is active",
        SOON,
        () ->
            server.client().read().resource(Subscription.class).withId(id).execute().getStatus()
                == SubscriptionStatus.ACTIVE);
    return server.client().read().resource(Subscription.class).withId(id).execute();
  }

  private static String id(Subscription subscription) {
    return subscription.getIdElement().getIdPart();
  }
}
