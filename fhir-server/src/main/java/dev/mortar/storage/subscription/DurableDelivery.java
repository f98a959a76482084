package dev.mortar.storage.subscription;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscription;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryMessage;
import ca.uhn.fhir.util.JsonUtil;
import dev.mortar.due.DueHandler;
import dev.mortar.due.DueWork;
import dev.mortar.storage.StorageInterceptor;
import dev.mortar.storage.subscription.DeliveryTable.Delivery;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessagingException;

/**
 * Delivers rest-hook and e-mail notifications until the receiver has answered.
 *
 * <p>Why: HAPI 8.8.0 keeps matched notifications in memory and gives up after a minute. Here a
 * match becomes a row and a piece of due work in the transaction of the match. Notifications about
 * one resource go to one subscription in their order; one that was handed over before a crash may
 * be handed over again, so that receivers must expect repeats, as the FHIR specification says.
 */
@Interceptor
public final class DurableDelivery
    implements DueHandler, StorageInterceptor, SubscriptionDeliveries {
  private static final Logger LOG = LoggerFactory.getLogger(DurableDelivery.class);
  private static final String KIND = "subscription-delivery";

  private final FhirContext context;
  private final DeliveryTable table;
  private final DueWork due;
  private final Carrier carrier;
  private final SubscriptionDeliveryProperties properties;
  private final Clock clock;

  DurableDelivery(
      FhirContext context,
      DeliveryTable table,
      DueWork due,
      Carrier carrier,
      SubscriptionDeliveryProperties properties,
      Clock clock) {
    this.context = context;
    this.table = table;
    this.due = due;
    this.carrier = carrier;
    this.properties = properties;
    this.clock = clock;
  }

  /** False keeps HAPI from putting the notification into its own queue. */
  @Hook(Pointcut.SUBSCRIPTION_RESOURCE_MATCHED)
  public boolean matched(CanonicalSubscription subscription, ResourceDeliveryMessage message) {
    if (!carrier.carries(subscription.getChannelType())) {
      return true;
    }
    Instant now = clock.instant();
    String resource = String.valueOf(message.getPayloadId());
    long id =
        table.add(
            subscription.getIdElement(context).getIdPart(),
            resource,
            JsonUtil.serialize(message, false),
            now);
    due.plan(KIND, Long.toString(id), now, "");
    return false;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Optional<Instant> handle(String key, String payload) {
    Optional<Delivery> wanted = table.find(Long.parseLong(key));
    while (wanted.isPresent()) {
      Optional<Delivery> oldest = table.oldestLike(wanted.get());
      if (oldest.isEmpty() || oldest.get().id() > wanted.get().id()) {
        return Optional.empty();
      }
      attempt(oldest.get());
    }
    return Optional.empty();
  }

  private void attempt(Delivery delivery) {
    Instant now = clock.instant();
    if (!table.claim(delivery.id(), now, now.plus(properties.lease()))) {
      throw new IllegalStateException(
          "Delivery " + delivery.id() + " is in another worker's hands");
    }
    try {
      carrier.deliver(JsonUtil.deserialize(delivery.message(), ResourceDeliveryMessage.class));
      table.delivered(delivery.id());
    } catch (MessagingException e) {
      boolean dead = delivery.created().plus(properties.retryFor()).isBefore(now);
      table.failed(delivery.id(), reason(e), dead, clock.instant());
      if (!dead) {
        throw e;
      }
      LOG.error("Subscription delivery {} is a dead letter now: {}", delivery.id(), reason(e));
    }
  }

  /**
   * The class of the cause and no message, because a receiver's answer may repeat what was sent to
   * it.
   */
  private static String reason(MessagingException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getClass().getSimpleName();
  }

  @Override
  public List<DeadLetter> deadLetters(int limit) {
    return table.dead(limit);
  }

  @Override
  public boolean replay(long id) {
    Instant now = clock.instant();
    boolean revived = table.revive(id, now);
    if (revived) {
      due.plan(KIND, Long.toString(id), now, "");
    }
    return revived;
  }
}
