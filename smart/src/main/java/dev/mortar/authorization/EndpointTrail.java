package dev.mortar.authorization;

import dev.mortar.authorization.EndpointCall.Kind;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells of each call of an endpoint that answered it. What only leads a browser on to a page of
 * ours is none; what becomes of that page is told then.
 */
final class EndpointTrail extends OncePerRequestFilter {
  private static final Map<String, Kind> KINDS =
      Map.of(
          "/oauth2/authorize", Kind.AUTHORIZATION,
          "/oauth2/token", Kind.TOKEN,
          "/oauth2/revoke", Kind.REVOCATION,
          "/oauth2/introspect", Kind.INTROSPECTION,
          "/userinfo", Kind.IDENTITY,
          "/connect/logout", Kind.LOGOUT);
  private static final Pattern ANSWER = Pattern.compile("[?&#](code|error)=");
  private static final Pattern REFUSAL = Pattern.compile("[?&#]error=");
  private static final int FIRST_REDIRECT = 300;
  private static final int FIRST_ERROR = 400;

  private static final String WHO = EndpointTrail.class.getName();

  private final ApplicationEventPublisher events;

  EndpointTrail(ApplicationEventPublisher events) {
    this.events = events;
  }

  /** Stands where the bearer is known; the endpoint forgets them before it has answered. */
  static Filter whoAsks() {
    return (request, response, chain) -> {
      request.setAttribute(WHO, name());
      chain.doFilter(request, response);
    };
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS") || !KINDS.containsKey(request.getRequestURI());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Kind kind = Objects.requireNonNull(KINDS.get(request.getRequestURI()));
    String before = name();
    String claimed = RateLimit.client(request);
    boolean failed = true;
    try {
      chain.doFilter(request, response);
      failed = false;
    } finally {
      if (failed || isAnswer(kind, response)) {
        tell(request, kind, before, claimed, !failed && isDone(response));
      }
    }
  }

  private void tell(
      HttpServletRequest request, Kind kind, String before, String claimed, boolean done) {
    String client = client(claimed);
    String person =
        switch (kind) {
          case AUTHORIZATION, LOGOUT -> before;
          case IDENTITY -> request.getAttribute(WHO) instanceof String known ? known : "";
          case TOKEN, REVOCATION, INTROSPECTION -> "";
        };
    events.publishEvent(
        new EndpointCall(
            kind, person.isEmpty() ? client : person, client, request.getRemoteAddr(), done));
  }

  private static boolean isAnswer(Kind kind, HttpServletResponse response) {
    int status = response.getStatus();
    return kind != Kind.AUTHORIZATION
        || status >= FIRST_ERROR
        || status >= FIRST_REDIRECT && ANSWER.matcher(location(response)).find();
  }

  private static boolean isDone(HttpServletResponse response) {
    return response.getStatus() < FIRST_ERROR && !REFUSAL.matcher(location(response)).find();
  }

  private static String location(HttpServletResponse response) {
    String location = response.getHeader("Location");
    return location == null ? "" : location;
  }

  /** The client whose proof was good, or else what the caller says. */
  private static String client(String claimed) {
    return user() instanceof OAuth2ClientAuthenticationToken client
            && client.getRegisteredClient() != null
        ? client.getRegisteredClient().getClientId()
        : claimed;
  }

  /** Whoever is signed in, or empty. */
  private static String name() {
    return switch (user()) {
      case null -> "";
      case OAuth2ClientAuthenticationToken client -> "";
      case AnonymousAuthenticationToken nobody -> "";
      case Authentication person -> person.getName();
    };
  }

  private static @Nullable Authentication user() {
    return SecurityContextHolder.getContext().getAuthentication();
  }
}
