package dev.mortar.storage.subscription;

import static ca.uhn.fhir.subscription.SubscriptionConstants.SUBSCRIPTION_TOPIC_FILTER_URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.jpa.topic.R4SubscriptionTopicBuilder;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.time.Duration;
import java.util.UUID;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.junit.jupiter.api.Test;

@ServerTest
class SubscriptionsIT {
  private static final Duration SOON = Duration.ofSeconds(40);

  private final TestServer server;

  SubscriptionsIT(TestServer server) {
    this.server = server;
  }

  @Test
  void aRestHookIsRetriedUntilItsReceiverAnswers() throws Exception {
    String family = "Hook" + UUID.randomUUID();
    try (Receiver receiver = new Receiver()) {
      receiver.down(true);
      Subscription subscription = activate(restHook("Patient?family=" + family, receiver));
      create(family);
      Await.until("a first attempt", SOON, () -> receiver.refused() > 0);

      receiver.down(false);
      Await.until("the notification", SOON, () -> !receiver.received().isEmpty());
      assertThat(receiver.received().getFirst()).contains(family);
      server.client().delete().resource(subscription).execute();
    }
  }

  @Test
  void aHookIntoTheServersOwnNetworksIsRefused() {
    for (String endpoint :
        new String[] {"http://127.0.0.2/", "https://localhost/", "https://169.254.169.254/"}) {
      Subscription hook = new Subscription();
      hook.setStatus(SubscriptionStatus.REQUESTED).setReason("test").setCriteria("Patient?");
      hook.getChannel().setType(SubscriptionChannelType.RESTHOOK).setEndpoint(endpoint);
      assertThatThrownBy(() -> server.client().create().resource(hook).execute())
          .as(endpoint)
          .isInstanceOf(UnprocessableEntityException.class)
          .hasMessageContaining("mortar.subscription.hook.inner");
    }
  }

  @Test
  void aTopicSubscriptionFires() throws Exception {
    String url = "urn:test:topic:" + UUID.randomUUID();
    try (Receiver receiver = new Receiver()) {
      server.client().create().resource(topic(url)).execute();
      Subscription subscription = activate(topicSubscription(url, receiver));
      Await.until(
          "a notification of the topic",
          SOON,
          () -> {
            create("Topical" + UUID.randomUUID());
            return !receiver.received().isEmpty();
          });
      assertThat(receiver.received().getFirst())
          .contains("event-notification")
          .contains("Patient/");
      server.client().delete().resource(subscription).execute();
    }
  }

  private void create(String family) {
    Patient patient = new Patient();
    patient.setActive(true).addName().setFamily(family);
    server.client().create().resource(patient).execute();
  }

  private Subscription activate(Subscription requested) throws Exception {
    var id = server.client().create().resource(requested).execute().getId().toVersionless();
    Await.until(
        "the subscription is active",
        SOON,
        () -> read(id.getIdPart()).getStatus() == SubscriptionStatus.ACTIVE);
    return read(id.getIdPart());
  }

  private Subscription read(String id) {
    return server.client().read().resource(Subscription.class).withId(id).execute();
  }

  private static Subscription restHook(String criteria, Receiver receiver) {
    Subscription subscription = new Subscription();
    subscription.setStatus(SubscriptionStatus.REQUESTED);
    subscription.setReason("test");
    subscription.setCriteria(criteria);
    subscription
        .getChannel()
        .setType(SubscriptionChannelType.RESTHOOK)
        .setEndpoint(receiver.endpoint())
        .setPayload("application/fhir+json");
    return subscription;
  }

  private static Subscription topicSubscription(String topic, Receiver receiver) {
    Subscription subscription = restHook(topic, receiver);
    subscription
        .getMeta()
        .addProfile(
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription");
    subscription
        .getCriteriaElement()
        .addExtension(SUBSCRIPTION_TOPIC_FILTER_URL, new StringType("Patient?active=true"));
    subscription
        .getChannel()
        .getPayloadElement()
        .addExtension(
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content",
            new CodeType("full-resource"));
    return subscription;
  }

  /** A SubscriptionTopic as R4 carries it: in a Basic, by cross-version extensions. */
  private static Basic topic(String url) {
    return new R4SubscriptionTopicBuilder()
        .setUrl(url)
        .setStatus(PublicationStatus.ACTIVE)
        .addResourceTrigger()
        .setResourceTriggerResource("Patient")
        .addResourceTriggerSupportedInteraction("create")
        .build();
  }
}
