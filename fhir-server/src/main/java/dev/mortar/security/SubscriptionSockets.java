package dev.mortar.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscription;
import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscriptionChannelType;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryMessage;
import dev.mortar.storage.StorageInterceptor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * {@code bind [id]} binds a connection to a subscription, {@code ping [id]} tells it of a match;
 * topic subscriptions get their notification bundle instead.
 *
 * <p>Who is not connected misses what happens meanwhile, as the specification says; a receiver that
 * must not miss anything takes a rest-hook.
 *
 * @see <a href="https://hl7.org/fhir/R4/subscription.html#websocket">R4 Subscription, websocket</a>
 */
@Interceptor
final class SubscriptionSockets extends TextWebSocketHandler
    implements StorageInterceptor, SubProtocolCapable, DisposableBean {
  /** What a browser asks for besides its token, because a server must not echo that. */
  static final String PROTOCOL = "mortar.subscription";

  private static final Pattern BIND =
      Pattern.compile("bind (?:Subscription/)?([A-Za-z0-9.-]{1,64})");
  private static final int LONGEST_MESSAGE = 200;

  private final SocketAudience audience;
  private final SocketProperties properties;
  private final Consumer<SocketUse> trail;
  private final Map<String, SubscriberSocket> sockets = new ConcurrentHashMap<>();

  SubscriptionSockets(
      SocketAudience audience, SocketProperties properties, Consumer<SocketUse> trail) {
    this.trail = trail;
    this.audience = audience;
    this.properties = properties;
  }

  @Override
  public List<String> getSubProtocols() {
    return List.of(PROTOCOL);
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    session.setTextMessageSizeLimit(LONGEST_MESSAGE);
    var socket = new SubscriberSocket(session, audience, properties, trail);
    if (sockets.size() >= properties.connections()) {
      socket.refuse("connect while too many are connected", CloseStatus.SERVICE_OVERLOAD);
      return;
    }
    sockets.put(session.getId(), socket);
    Thread.ofVirtual().name("subscription-socket").start(socket);
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    SubscriberSocket socket = sockets.get(session.getId());
    var bind = BIND.matcher(message.getPayload().strip());
    if (socket != null && bind.matches()) {
      socket.bind(bind.group(1));
    } else if (socket != null) {
      socket.refuse("send what is no bind", CloseStatus.BAD_DATA);
    }
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    sockets.remove(session.getId());
  }

  /** False keeps HAPI from putting the notification into its own queue. */
  @Hook(Pointcut.SUBSCRIPTION_RESOURCE_MATCHED)
  public boolean matched(CanonicalSubscription subscription, ResourceDeliveryMessage message) {
    if (subscription.getChannelType() != CanonicalSubscriptionChannelType.WEBSOCKET) {
      return true;
    }
    String id = subscription.getIdPart();
    List<SubscriberSocket> bound =
        sockets.values().stream().filter(socket -> socket.isBoundTo(id)).toList();
    if (!bound.isEmpty()) {
      afterCommit(() -> bound.forEach(socket -> socket.offer(message)));
    }
    return false;
  }

  private static void afterCommit(Runnable work) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      work.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }

  @Override
  public void destroy() {
    sockets.values().forEach(socket -> socket.close(CloseStatus.GOING_AWAY));
  }
}
