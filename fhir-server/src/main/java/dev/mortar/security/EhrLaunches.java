package dev.mortar.security;

import dev.mortar.authorization.OpenAccounts;
import dev.mortar.ehr.AuthorizationCodeSessions;
import dev.mortar.ehr.EhrPeople;
import dev.mortar.ehr.KeptSessions;
import dev.mortar.ehr.PublishedKeys;
import dev.mortar.ehr.SmartException;
import dev.mortar.ehr.SmartSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code GET /ehr/launch?iss=…&launch=…}: somebody opens Mortar from their EHR, or, without {@code
 * launch}, chooses it here. They come back to {@code /ehr/callback}, and from there to the page of
 * the patient who was open there.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html">SMART app launch</a>
 */
@Controller
final class EhrLaunches {
  static final String KEYS = "/.well-known/jwks.json";

  static final String ARRIVED = "mortar.ehr.arrived";

  private static final String CALLBACK = "/ehr/callback";
  private static final Duration KEYS_FRESH = Duration.ofHours(1);

  private final AuthorizationCodeSessions sessions;
  private final KeptSessions kept;
  private final EhrPeople people;
  private final OpenAccounts accounts;
  private final EhrBrowser browser;
  private final EhrPlaces places;
  private final PublishedKeys keys;

  EhrLaunches(
      AuthorizationCodeSessions sessions,
      KeptSessions kept,
      EhrPeople people,
      OpenAccounts accounts,
      EhrBrowser browser,
      EhrPlaces places,
      PublishedKeys keys) {
    this.sessions = sessions;
    this.kept = kept;
    this.people = people;
    this.accounts = accounts;
    this.browser = browser;
    this.places = places;
    this.keys = keys;
  }

  @GetMapping("/ehr/launch")
  ResponseEntity<String> launch(
      @RequestParam(name = "iss", defaultValue = "") String iss,
      @RequestParam(name = "launch", defaultValue = "") String launch,
      HttpServletResponse response) {
    URI address = sessions.begin(iss, Optional.of(launch).filter(handle -> !handle.isEmpty()));
    browser.remember(address, response);
    return to(address.toString());
  }

  /** Who is linked to the person of the EHR is signed in; everybody else signs in here as ever. */
  @GetMapping(CALLBACK)
  ResponseEntity<String> callback(
      @RequestParam Map<String, String> answer,
      HttpServletRequest request,
      HttpServletResponse response) {
    browser.checkRemembered(answer.getOrDefault("state", ""), request, response);
    SmartSession session = sessions.finish(answer);
    String arrived = kept.keep(session);
    people
        .find(session)
        .flatMap(accounts::find)
        .ifPresent(account -> browser.signIn(account, request, response));
    request.getSession(true).setAttribute(ARRIVED, arrived);
    return to("/ehr/arrived");
  }

  /** Now it is known who it is: the session is theirs, and they see what was open there. */
  @GetMapping("/ehr/arrived")
  ResponseEntity<String> arrived(Principal user, HttpSession session) {
    Object arrived = session.getAttribute(ARRIVED);
    session.removeAttribute(ARRIVED);
    return to(
        accounts
            .find(user.getName())
            .flatMap(
                account ->
                    Optional.ofNullable(arrived)
                        .flatMap(id -> kept.give(id.toString(), account.username()))
                        .map(open -> places.of(open, account)))
            .orElse(EhrPlaces.START));
  }

  @GetMapping(KEYS)
  ResponseEntity<String> keys() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.maxAge(KEYS_FRESH).cachePublic())
        .body(keys.document());
  }

  @ExceptionHandler
  ResponseEntity<String> failed(SmartException failure, HttpServletRequest request) {
    if (request.getRequestURI().equals(CALLBACK)) {
      browser.note(request, "ehr", String.valueOf(failure.getMessage()));
    }
    HttpStatus status =
        switch (failure.kind()) {
          case REFUSED -> HttpStatus.BAD_REQUEST;
          case TRANSIENT -> HttpStatus.SERVICE_UNAVAILABLE;
          case PERMANENT -> HttpStatus.BAD_GATEWAY;
        };
    return browser.page(status, String.valueOf(failure.getMessage()));
  }

  private static ResponseEntity<String> to(String address) {
    return ResponseEntity.status(HttpStatus.FOUND)
        .header(HttpHeaders.LOCATION, address)
        .cacheControl(CacheControl.noStore())
        .build();
  }
}
