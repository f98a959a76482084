package dev.mortar.security;

import dev.mortar.authorization.Account;
import dev.mortar.authorization.OutsideSignIn;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.ehr.SmartException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;

/** The browser between an EHR and us. */
final class EhrBrowser {
  private static final RefusedPage PAGE =
      new RefusedPage(
          "Opening from the EHR",
          "This could not be opened",
          "<a href=\"/app/\">To Mortar without the EHR</a>");

  private final StateCookies cookies;
  private final ApplicationEventPublisher events;
  private final NewSession sessions = new NewSession(List.of());

  EhrBrowser(ServerAddress server, ApplicationEventPublisher events) {
    this.cookies = new StateCookies(server, "mortar-ehr-", "/ehr");
    this.events = events;
  }

  void remember(URI address, HttpServletResponse response) {
    cookies.remember(address, response);
  }

  /**
   * @throws SmartException if another browser was sent
   */
  void checkRemembered(String state, HttpServletRequest request, HttpServletResponse response) {
    if (!cookies.knows(state, request, response)) {
      throw SmartException.refused(
          "This sign-in was not begun in this browser. Start again from the EHR.");
    }
  }

  void signIn(Account account, HttpServletRequest request, HttpServletResponse response) {
    var signedIn = sessions.begin(account.username(), List.of(), request, response);
    events.publishEvent(new InteractiveAuthenticationSuccessEvent(signedIn, EhrBrowser.class));
  }

  ResponseEntity<String> page(HttpStatus status, String text) {
    return PAGE.of(status, text);
  }

  /** Nobody is known yet, so the trail has the address and the reason. */
  void note(HttpServletRequest request, String from, String why) {
    events.publishEvent(new OutsideSignIn("", request.getRemoteAddr(), from, why, false));
  }
}
