package dev.mortar.storage.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.subscription.channel.subscription.SubscriptionDeliveryListenerFactory;
import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscription;
import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscriptionChannelType;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryMessage;
import ca.uhn.fhir.rest.api.EncodingEnum;
import dev.mortar.due.DueWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.messaging.MessagingException;

class DurableDeliveryTest {
  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final Time clock = new Time();
  private final Planned due = new Planned();
  private final Receiving carrier = new Receiving();
  private final DurableDelivery delivery = delivery();

  private DurableDelivery delivery() {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(database).locations("classpath:db/storage").load().migrate();
    var properties =
        new SubscriptionDeliveryProperties(Duration.ofHours(24), Duration.ofMinutes(2));
    DeliveryTable table = new DeliveryTable(JdbcClient.create(database));
    return new DurableDelivery(R4, table, due, carrier, properties, clock);
  }

  @BeforeEach
  void theReceiverIsUp() {
    carrier.down = false;
  }

  @Test
  void aMatchIsKeptFromHapisQueueAndPlanned() {
    assertThat(match("1")).isFalse();
    assertThat(due.keys).hasSize(1);
  }

  @Test
  void aReceiverThatIsDownForTenMinutesLosesNothing() {
    carrier.down = true;
    for (int version = 1; version <= 5; version++) {
      match(Integer.toString(version));
    }
    for (int minute = 0; minute < 10; minute++) {
      due.keys.forEach(
          key ->
              assertThatThrownBy(() -> delivery.handle(key, ""))
                  .isInstanceOf(RuntimeException.class));
      clock.advance(Duration.ofMinutes(1));
    }
    carrier.down = false;
    due.keys.forEach(key -> delivery.handle(key, ""));

    assertThat(carrier.versions).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void aLaterNotificationOfAResourceWaitsForTheEarlierOne() {
    match("1");
    match("2");

    delivery.handle(due.keys.getLast(), "");

    assertThat(carrier.versions).containsExactly("1", "2");
    delivery.handle(due.keys.getFirst(), "");
    assertThat(carrier.versions).hasSize(2);
  }

  @Test
  void afterADayItIsADeadLetterThatCanBeReplayed() {
    carrier.down = true;
    match("1");
    clock.advance(Duration.ofHours(25));
    delivery.handle(due.keys.getFirst(), "");

    var letters = delivery.deadLetters(10);
    assertThat(letters).singleElement().satisfies(l -> assertThat(l.failure()).isNotBlank());
    carrier.down = false;
    assertThat(delivery.replay(letters.getFirst().id())).isTrue();
    delivery.handle(due.keys.getLast(), "");
    assertThat(carrier.versions).containsExactly("1");
    assertThat(delivery.deadLetters(10)).isEmpty();
  }

  private boolean match(String version) {
    CanonicalSubscription subscription = new CanonicalSubscription();
    subscription.setIdElement(R4.getVersion().newIdType().setValue("Subscription/s1"));
    subscription.setChannelType(CanonicalSubscriptionChannelType.RESTHOOK);
    Patient patient = new Patient();
    patient.setId("Patient/p1/_history/" + version);
    patient.getMeta().setVersionId(version);
    ResourceDeliveryMessage message = new ResourceDeliveryMessage();
    message.setSubscription(subscription);
    message.setPayload(R4, patient, EncodingEnum.JSON);
    return delivery.matched(subscription, message);
  }

  private static final class Receiving extends Carrier {
    private final List<String> versions = new ArrayList<>();
    private boolean down;

    private Receiving() {
      super(new NoListeners(), new HookTargets(List.of()));
    }

    @Override
    void deliver(ResourceDeliveryMessage message) {
      if (down) {
        throw new MessagingException("down", new IllegalStateException("503"));
      }
      versions.add(message.getPayload(R4).getMeta().getVersionId());
    }
  }

  private static final class NoListeners extends SubscriptionDeliveryListenerFactory {
    @SuppressWarnings("NullAway")
    private NoListeners() {
      super(null, null);
    }
  }

  private static final class Planned implements DueWork {
    private final List<String> keys = new ArrayList<>();

    @Override
    public boolean plan(String kind, String key, Instant at, String payload) {
      return keys.add(key);
    }

    @Override
    public boolean move(String kind, String key, Instant at) {
      return false;
    }

    @Override
    public boolean cancel(String kind, String key) {
      return false;
    }
  }

  private static final class Time extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
