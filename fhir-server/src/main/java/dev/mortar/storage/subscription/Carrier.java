package dev.mortar.storage.subscription;

import ca.uhn.fhir.broker.api.IMessageListener;
import ca.uhn.fhir.jpa.subscription.channel.subscription.SubscriptionDeliveryListenerFactory;
import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscription;
import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscriptionChannelType;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryJsonMessage;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryMessage;
import dev.mortar.due.Places;
import org.springframework.messaging.MessagingException;

/** Hands one notification over by HAPI's own listener for the channel. */
class Carrier {
  private final SubscriptionDeliveryListenerFactory listeners;
  private final HookTargets targets;

  Carrier(SubscriptionDeliveryListenerFactory listeners, HookTargets targets) {
    this.listeners = listeners;
    this.targets = targets;
  }

  boolean carries(CanonicalSubscriptionChannelType channel) {
    return channel == CanonicalSubscriptionChannelType.RESTHOOK
        || channel == CanonicalSubscriptionChannelType.EMAIL;
  }

  /** Throws a MessagingException if the receiver did not take it. */
  void deliver(ResourceDeliveryMessage message) {
    CanonicalSubscription subscription = message.getSubscription();
    if (subscription.getChannelType() == CanonicalSubscriptionChannelType.RESTHOOK
        && !targets.open(String.valueOf(subscription.getEndpointUrl()))) {
      throw new MessagingException("No hook may go to the address of the subscription.");
    }
    IMessageListener<ResourceDeliveryMessage> listener =
        listeners.createDeliveryListener(message.getSubscription().getChannelType()).orElseThrow();
    Places.givenUpWhile(() -> listener.handleMessage(new ResourceDeliveryJsonMessage(message)));
  }
}
