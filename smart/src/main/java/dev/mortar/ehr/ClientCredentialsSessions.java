package dev.mortar.ehr;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions of programs, without a person. One is kept for each EHR, so that tokens are asked for
 * only when they end.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/backend-services.html">SMART backend
 *     services</a>
 */
public final class ClientCredentialsSessions {
  private final Ehrs ehrs;
  private final Clock clock;
  private final TokenEndpoint tokens;
  private final FhirClients clients = new FhirClients();
  private final Map<Ehr, SmartSession> sessions = new ConcurrentHashMap<>();

  public ClientCredentialsSessions(Ehrs ehrs, Clock clock) {
    this.ehrs = ehrs;
    this.clock = clock;
    Http http = new Http();
    this.tokens = new TokenEndpoint(http, new Discovery(http, clock), clock);
  }

  /**
   * @throws SmartException if the EHR is not one of ours or gives no token
   */
  public SmartSession of(String iss) {
    Ehr ehr =
        ehrs.find(iss)
            .orElseThrow(
                () ->
                    new SmartException(
                        SmartException.Kind.REFUSED, "This EHR is not registered here."));
    return sessions.computeIfAbsent(ehr, this::begin);
  }

  private SmartSession begin(Ehr ehr) {
    return new SmartSession(ehr, clients, before -> ask(ehr), clock, Optional.empty(), ask(ehr));
  }

  private Granted ask(Ehr ehr) {
    List<String> scopes =
        ehr.scopes().stream().filter(scope -> scope.startsWith("system/")).toList();
    return tokens.ask(
        ehr, Map.of("grant_type", "client_credentials", "scope", String.join(" ", scopes)), scopes);
  }
}
