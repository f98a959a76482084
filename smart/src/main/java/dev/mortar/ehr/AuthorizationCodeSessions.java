package dev.mortar.ehr;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Sessions of people: they open us from their EHR, or choose it here, and come back signed in.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html">SMART app launch</a>
 */
public final class AuthorizationCodeSessions {
  private final Ehrs ehrs;
  private final Launchings launchings;
  private final URI redirect;
  private final Clock clock;
  private final CodeRequests codes = new CodeRequests();
  private final Discovery discovery;
  private final TokenEndpoint tokens;
  private final IdTokens people;
  private final FhirClients clients = new FhirClients();

  /**
   * @param redirect the one address of ours to which EHRs send people back
   */
  public AuthorizationCodeSessions(Ehrs ehrs, Launchings launchings, URI redirect, Clock clock) {
    this.ehrs = ehrs;
    this.launchings = launchings;
    this.redirect = redirect;
    this.clock = clock;
    Http http = new Http();
    this.discovery = new Discovery(http, clock);
    this.tokens = new TokenEndpoint(http, discovery, clock);
    this.people = new IdTokens(http, discovery, clock);
  }

  /**
   * Where to send the browser.
   *
   * @param iss the FHIR base of the EHR, as the launch names it
   * @param launch what the EHR calls what is open there; empty if the person starts here
   * @throws SmartException if the EHR is not one of ours
   */
  public URI begin(String iss, Optional<String> launch) {
    Ehr ehr = ehrs.find(iss).orElseThrow(AuthorizationCodeSessions::unknown);
    URI authorize =
        discovery
            .of(ehr)
            .authorize()
            .orElseThrow(
                () ->
                    new SmartException(
                        SmartException.Kind.PERMANENT, "The EHR lets nobody sign in."));
    String state = codes.secret();
    var launching =
        new Launching(
            ehr.base().toString(), codes.secret(), codes.secret(), redirect, clock.instant());
    launchings.keep(state, launching);
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("response_type", "code");
    asked.put("client_id", ehr.clientId());
    asked.put("redirect_uri", redirect.toString());
    asked.put("scope", String.join(" ", scopes(ehr, launch.isPresent())));
    asked.put("state", state);
    asked.put("nonce", launching.nonce());
    asked.put("aud", iss);
    asked.put("code_challenge", CodeRequests.challenge(launching.verifier()));
    asked.put("code_challenge_method", "S256");
    launch.ifPresent(handle -> asked.put("launch", handle));
    return CodeRequests.with(authorize, asked);
  }

  /**
   * The browser is back.
   *
   * @param answer the parameters of the address to which it came
   * @throws SmartException if nobody waits for it, or the EHR or the person said no
   */
  public SmartSession finish(Map<String, String> answer) {
    Launching launching =
        launchings
            .take(answer.getOrDefault("state", ""))
            .orElseThrow(
                () ->
                    new SmartException(
                        SmartException.Kind.REFUSED,
                        "This sign-in is unknown, used or too old. Start again from the EHR."));
    Ehr ehr = ehrs.find(launching.iss()).orElseThrow(AuthorizationCodeSessions::unknown);
    checkAnswer(ehr, answer);
    Granted granted =
        tokens.ask(
            ehr,
            Map.of(
                "grant_type", "authorization_code",
                "code", answer.getOrDefault("code", ""),
                "redirect_uri", launching.redirect().toString(),
                "code_verifier", launching.verifier()),
            ehr.scopes());
    Optional<String> user = people.fhirUser(ehr, granted, launching.nonce());
    return new SmartSession(
        ehr, clients, before -> tokens.refresh(ehr, before), clock, user, granted);
  }

  /** A session of earlier; what it gets anew is told. */
  SmartSession resume(Ehr ehr, Optional<String> user, Granted granted, Consumer<Granted> renewed) {
    UnaryOperator<Granted> renewal =
        before -> {
          Granted next = tokens.refresh(ehr, before);
          renewed.accept(next);
          return next;
        };
    return new SmartSession(ehr, clients, renewal, clock, user, granted);
  }

  private static SmartException unknown() {
    return new SmartException(SmartException.Kind.REFUSED, "This EHR is not registered here.");
  }

  /**
   * An answer that names its issuer must name the one to which the browser was sent, and an EHR
   * that promises to name itself must do so.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9207">RFC 9207</a>
   */
  private void checkAnswer(Ehr ehr, Map<String, String> answer) {
    if (answer.containsKey("error") || !answer.containsKey("code")) {
      throw new SmartException(
          SmartException.Kind.REFUSED, "The EHR did not allow it. Start again from there.");
    }
    Discovery.Endpoints endpoints = discovery.of(ehr);
    String named = answer.getOrDefault("iss", "");
    boolean other = !endpoints.issuer().isEmpty() && !named.equals(endpoints.issuer());
    if (other && (endpoints.namesItself() || !named.isEmpty())) {
      throw new SmartException(SmartException.Kind.REFUSED, "Another EHR answered than was asked.");
    }
  }

  private static List<String> scopes(Ehr ehr, boolean launched) {
    List<String> scopes = new ArrayList<>(ehr.scopes());
    scopes.removeIf(scope -> scope.startsWith("launch"));
    scopes.addFirst(launched ? "launch" : "launch/patient");
    return scopes;
  }
}
