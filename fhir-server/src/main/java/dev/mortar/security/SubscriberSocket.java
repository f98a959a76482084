package dev.mortar.security;

import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryMessage;
import dev.mortar.access.Caller;
import dev.mortar.authorization.Tokens.InvalidTokenException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/** One connection: its token, what it is bound to, and a thread of its own that writes to it. */
final class SubscriberSocket implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SubscriberSocket.class);
  private static final CloseStatus ENDED =
      CloseStatus.POLICY_VIOLATION.withReason("The token has ended.");
  private static final CloseStatus NO_SUCH =
      CloseStatus.POLICY_VIOLATION.withReason("There is no such subscription, or not for you.");
  private static final CloseStatus TOO_SLOW =
      CloseStatus.SESSION_NOT_RELIABLE.withReason("Too many notifications wait.");

  private final WebSocketSession session;
  private final Handshake handshake;
  private final SocketAudience audience;
  private final SocketProperties properties;
  private final Consumer<SocketUse> trail;
  private final BlockingQueue<ResourceDeliveryMessage> waiting;
  private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();

  /**
   * @param trail hears of each bind and each refusal before the other side does
   */
  SubscriberSocket(
      WebSocketSession session,
      SocketAudience audience,
      SocketProperties properties,
      Consumer<SocketUse> trail) {
    this.trail = trail;
    this.session = session;
    this.handshake = Handshake.of(session.getAttributes());
    this.audience = audience;
    this.properties = properties;
    this.waiting = new LinkedBlockingQueue<>(properties.waiting());
  }

  boolean isBoundTo(String subscription) {
    return subscriptions.contains(subscription);
  }

  /** Who binds again what is bound is told so, and gets nothing that was not noted before. */
  void bind(String subscription) {
    Caller caller;
    try {
      caller = audience.caller(handshake.token());
    } catch (InvalidTokenException ended) {
      trail.accept(SocketUse.bind(handshake, handshake.caller(), subscription, false));
      close(ENDED);
      return;
    }
    boolean may = audience.mayBind(caller, subscription);
    if (!may || !subscriptions.contains(subscription)) {
      trail.accept(SocketUse.bind(handshake, caller, subscription, may));
    }
    if (may) {
      subscriptions.add(subscription);
      send(new TextMessage("bound " + subscription));
    } else {
      close(NO_SUCH);
    }
  }

  /**
   * @param what was asked for, in words of ours
   */
  void refuse(String what, CloseStatus status) {
    trail.accept(SocketUse.refused(handshake, what));
    close(status);
  }

  /** Never waits: the caller is the thread that matches subscriptions. */
  void offer(ResourceDeliveryMessage message) {
    if (!waiting.offer(message)) {
      close(TOO_SLOW);
    }
  }

  @Override
  public void run() {
    try {
      while (session.isOpen()) {
        var message = waiting.poll(properties.heartbeat().toMillis(), TimeUnit.MILLISECONDS);
        Caller caller = audience.caller(handshake.token());
        if (message == null) {
          send(new PingMessage());
        } else if (audience.mayHear(caller, message)) {
          send(new TextMessage(text(message)));
        }
      }
    } catch (InvalidTokenException ended) {
      close(ENDED);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(ResourceDeliveryMessage message) {
    var subscription = message.getSubscription();
    return subscription.isTopicSubscription()
        ? message.getPayloadString()
        : "ping " + subscription.getIdPart();
  }

  /** A connection that cannot be written to is one that has ended. */
  private void send(WebSocketMessage<?> message) {
    synchronized (session) {
      try {
        session.sendMessage(message);
      } catch (IOException | IllegalStateException gone) {
        close(CloseStatus.SERVER_ERROR);
      }
    }
  }

  void close(CloseStatus status) {
    try {
      session.close(status);
    } catch (IOException gone) {
      LOG.debug("A WebSocket had ended before it was closed: {}", gone.getClass().getSimpleName());
    }
  }
}
