package dev.mortar.federation;

import dev.mortar.ehr.Http;
import dev.mortar.ehr.SmartException;
import dev.mortar.federation.FederationProperties.Provider;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads from a provider where it is asked.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig">OpenID
 *     Connect Discovery</a>
 */
final class OpenIdDiscovery {
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final Http http;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  OpenIdDiscovery(Http http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  Endpoints of(Provider provider) {
    Instant now = clock.instant();
    Known before = known.get(provider.id());
    if (before != null && now.isBefore(before.until())) {
      return before.endpoints();
    }
    Endpoints endpoints = read(provider);
    known.put(provider.id(), new Known(endpoints, now.plus(FRESH)));
    return endpoints;
  }

  private Endpoints read(Provider provider) {
    String issuer = provider.issuer().toString();
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    var document = http.get(URI.create(base + "/.well-known/openid-configuration"));
    if (!issuer.equals(document.get("issuer"))) {
      throw wrong("The identity provider names another issuer than the settings do.");
    }
    return new Endpoints(
        needed(provider, document, "authorization_endpoint"),
        needed(provider, document, "token_endpoint"),
        needed(provider, document, "jwks_uri"),
        Boolean.TRUE.equals(document.get("authorization_response_iss_parameter_supported")),
        address(provider, document, "userinfo_endpoint"),
        address(provider, document, "end_session_endpoint"));
  }

  private static URI needed(Provider provider, Map<String, Object> document, String name) {
    return address(provider, document, name)
        .orElseThrow(() -> wrong("The identity provider names no " + name + "."));
  }

  private static Optional<URI> address(
      Provider provider, Map<String, Object> document, String name) {
    if (!(document.get(name) instanceof String text)) {
      return Optional.empty();
    }
    try {
      URI address = URI.create(text);
      Http.checkSafe(address);
      if (provider.encrypted() && !"https".equals(address.getScheme())) {
        throw new IllegalArgumentException("Not an https address: " + address);
      }
      return Optional.of(address);
    } catch (IllegalArgumentException e) {
      throw new SmartException(
          SmartException.Kind.PERMANENT,
          "The identity provider's " + name + " is no https address.",
          e);
    }
  }

  private static SmartException wrong(String what) {
    return new SmartException(SmartException.Kind.PERMANENT, what);
  }

  private record Known(Endpoints endpoints, Instant until) {}
}
