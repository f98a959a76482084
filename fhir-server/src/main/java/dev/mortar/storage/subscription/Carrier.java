package dev.mortar.storage.subscription;

import ca.uhn.fhir.broker.api.IMessageListener;
import ca.uhn.fhir.jpa.subscription.channel.subscription.SubscriptionDeliveryListenerFactory;
import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscriptionChannelType;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryJsonMessage;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryMessage;

/** Hands one notification over by HAPI's own listener for the channel. */
class Carrier {
  private final SubscriptionDeliveryListenerFactory listeners;

  Carrier(SubscriptionDeliveryListenerFactory listeners) {
    this.listeners = listeners;
  }

  boolean carries(CanonicalSubscriptionChannelType channel) {
    return channel == CanonicalSubscriptionChannelType.RESTHOOK
        || channel == CanonicalSubscriptionChannelType.EMAIL;
  }

  /** Throws a MessagingException if the receiver did not take it. */
  void deliver(ResourceDeliveryMessage message) {
    IMessageListener<ResourceDeliveryMessage> listener =
        listeners.createDeliveryListener(message.getSubscription().getChannelType()).orElseThrow();
    listener.handleMessage(new ResourceDeliveryJsonMessage(message));
  }
}
