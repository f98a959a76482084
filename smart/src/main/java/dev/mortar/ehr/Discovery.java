package dev.mortar.ehr;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where an EHR lets people and programs sign in. It is read from the EHR and never built: vendors
 * have other addresses for each site and each kind of person.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html">SMART
 *     conformance</a>
 */
final class Discovery {
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final Http http;
  private final Clock clock;
  private final Map<URI, Known> known = new ConcurrentHashMap<>();

  Discovery(Http http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  Endpoints of(Ehr ehr) {
    Instant now = clock.instant();
    Known before = known.get(ehr.base());
    if (before != null && now.isBefore(before.until())) {
      return before.endpoints();
    }
    Map<String, Object> document =
        http.get(URI.create(ehr.base() + "/.well-known/smart-configuration"));
    Endpoints endpoints =
        new Endpoints(
            address(document, "authorization_endpoint"),
            address(document, "token_endpoint")
                .orElseThrow(
                    () ->
                        new SmartException(
                            SmartException.Kind.PERMANENT,
                            ehr.base().getHost() + " names no token endpoint.")),
            address(document, "jwks_uri"),
            document.get("issuer") instanceof String issuer ? issuer : "",
            Boolean.TRUE.equals(document.get("authorization_response_iss_parameter_supported")));
    known.put(ehr.base(), new Known(endpoints, now.plus(FRESH)));
    return endpoints;
  }

  private static Optional<URI> address(Map<String, Object> document, String name) {
    if (!(document.get(name) instanceof String text)) {
      return Optional.empty();
    }
    try {
      URI address = URI.create(text);
      Http.checkSafe(address);
      return Optional.of(address);
    } catch (IllegalArgumentException e) {
      throw new SmartException(
          SmartException.Kind.PERMANENT, "The EHR's " + name + " is no https address.", e);
    }
  }

  /**
   * @param issuer of ID tokens; empty if there are none
   * @param namesItself whether every answer names the issuer
   */
  record Endpoints(
      Optional<URI> authorize, URI token, Optional<URI> keys, String issuer, boolean namesItself) {}

  private record Known(Endpoints endpoints, Instant until) {}
}
