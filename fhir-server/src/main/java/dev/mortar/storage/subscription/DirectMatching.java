package dev.mortar.storage.subscription;

import ca.uhn.fhir.broker.api.BrokerListenerClosedException;
import ca.uhn.fhir.broker.api.ChannelConsumerSettings;
import ca.uhn.fhir.broker.api.ChannelProducerSettings;
import ca.uhn.fhir.broker.api.IBrokerClient;
import ca.uhn.fhir.broker.api.IChannelConsumer;
import ca.uhn.fhir.broker.api.IChannelProducer;
import ca.uhn.fhir.broker.api.IMessageListener;
import ca.uhn.fhir.broker.api.ISendResult;
import ca.uhn.fhir.jpa.subscription.channel.subscription.SubscriptionChannelFactory;
import ca.uhn.fhir.jpa.subscription.model.ResourceModifiedJsonMessage;
import ca.uhn.fhir.jpa.subscription.model.ResourceModifiedMessage;
import ca.uhn.fhir.rest.server.messaging.IMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.support.GenericMessage;

/**
 * A matching channel without a queue: the sender's thread matches.
 *
 * <p>HAPI sends to this channel in the transaction that deletes the stored "resource was modified"
 * row. Without a queue in between, the row is gone only if every match has become a stored
 * delivery.
 */
final class DirectMatching extends SubscriptionChannelFactory {
  private volatile @Nullable IMessageListener<ResourceModifiedMessage> matcher;

  DirectMatching(IBrokerClient broker) {
    super(broker);
  }

  @Override
  public IChannelConsumer<ResourceModifiedMessage> newMatchingConsumer(
      String channel,
      IMessageListener<ResourceModifiedMessage> listener,
      ChannelConsumerSettings settings) {
    matcher = listener;
    return new Consumer(channel, listener);
  }

  @Override
  public IChannelProducer<ResourceModifiedMessage> newMatchingProducer(
      String channel, ChannelProducerSettings settings) {
    return new Producer(channel);
  }

  private ISendResult match(IMessage<ResourceModifiedMessage> message) {
    IMessageListener<ResourceModifiedMessage> listener = matcher;
    if (listener == null) {
      throw new MessageDeliveryException("The server is still starting");
    }
    try {
      listener.handleMessage(message);
      return () -> true;
    } catch (TransientDataAccessException | BrokerListenerClosedException e) {
      // Rolls the row's deletion back, so that the next pass, or the next start, tries again.
      throw new MessageDeliveryException(
          new GenericMessage<>(message.getPayload()),
          "The database does not answer, or the server is stopping",
          e);
    }
  }

  private final class Producer implements IChannelProducer<ResourceModifiedMessage> {
    private final String channel;

    private Producer(String channel) {
      this.channel = channel;
    }

    @Override
    public String getChannelName() {
      return channel;
    }

    @Override
    public ISendResult send(IMessage<ResourceModifiedMessage> message) {
      return match(message);
    }
  }

  private static final class Consumer implements IChannelConsumer<ResourceModifiedMessage> {
    private final String channel;
    private final IMessageListener<ResourceModifiedMessage> listener;
    private volatile boolean closed;

    private Consumer(String channel, IMessageListener<ResourceModifiedMessage> listener) {
      this.channel = channel;
      this.listener = listener;
    }

    @Override
    public String getChannelName() {
      return channel;
    }

    @Override
    public void start() {}

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public boolean isClosed() {
      return closed;
    }

    @Override
    public Class<? extends IMessage<ResourceModifiedMessage>> getMessageType() {
      return ResourceModifiedJsonMessage.class;
    }

    @Override
    public IMessageListener<ResourceModifiedMessage> getMessageListener() {
      return listener;
    }
  }
}
