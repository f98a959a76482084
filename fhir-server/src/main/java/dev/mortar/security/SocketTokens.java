package dev.mortar.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Finds the token of a handshake: in its Authorization header, or, as a browser cannot set that, as
 * an offered subprotocol {@code bearer.<token>}. Never in the address, which ends up in logs.
 */
final class SocketTokens implements BearerTokenResolver, HandshakeInterceptor {
  private static final String OFFER = "bearer.";

  private final BearerTokenResolver header = new HeaderToken();

  @Override
  public @Nullable String resolve(HttpServletRequest request) {
    String token = header.resolve(request);
    return token == null ? offered(request).orElse(null) : token;
  }

  private static Optional<String> offered(HttpServletRequest request) {
    List<String> lines =
        Collections.list(request.getHeaders(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL));
    return lines.stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(String::strip)
        .filter(protocol -> protocol.startsWith(OFFER))
        .map(protocol -> protocol.substring(OFFER.length()))
        .findFirst();
  }

  /** The token goes with the connection, to be looked at again whenever it is to hear something. */
  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    if (!(request instanceof ServletServerHttpRequest servlet)
        || !(SecurityContextHolder.getContext().getAuthentication()
            instanceof CallerAuthentication known)) {
      return false;
    }
    HttpServletRequest asked = servlet.getServletRequest();
    String token = resolve(asked);
    if (token == null) {
      return false;
    }
    new Handshake(token, known.caller(), asked.getRemoteAddr()).keep(attributes);
    return true;
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception failure) {}
}
