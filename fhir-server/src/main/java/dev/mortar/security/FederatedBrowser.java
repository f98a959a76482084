package dev.mortar.security;

import dev.mortar.authorization.OutsideSignIn;
import dev.mortar.authorization.SignIns;
import dev.mortar.ehr.SmartException;
import dev.mortar.federation.Admission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The browser between an identity provider and us. */
final class FederatedBrowser {
  /** What waits for the sign-in: the app's request, and what was open in an EHR. */
  private static final List<String> WAITING =
      List.of("SPRING_SECURITY_SAVED_REQUEST", EhrLaunches.ARRIVED);

  private static final RefusedPage PAGE =
      new RefusedPage(
          "Sign in", "You are not signed in", "<a href=\"/login\">Back to the sign-in page</a>");

  private final StateCookies cookies;
  private final ApplicationEventPublisher events;
  private final NewSession sessions = new NewSession(WAITING);

  FederatedBrowser(StateCookies cookies, ApplicationEventPublisher events) {
    this.cookies = cookies;
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
      throw SmartException.refused("This sign-in was not begun in this browser, or was used.");
    }
  }

  Authentication signIn(
      Admission.Welcome welcome, HttpServletRequest request, HttpServletResponse response) {
    return sessions.begin(welcome.account().username(), how(welcome), request, response);
  }

  /**
   * @param name the account, or what is known of somebody refused
   */
  void note(HttpServletRequest request, String from, String name, String what, boolean done) {
    events.publishEvent(new OutsideSignIn(name, request.getRemoteAddr(), from, what, done));
  }

  ResponseEntity<String> page(HttpStatus status, String text) {
    return PAGE.of(status, text);
  }

  private static List<GrantedAuthority> how(Admission.Welcome welcome) {
    return Stream.concat(
            Stream.of(SignIns.FEDERATED),
            welcome.secondFactor() ? Stream.of(SignIns.SECOND_FACTOR) : Stream.empty())
        .<GrantedAuthority>map(SimpleGrantedAuthority::new)
        .toList();
  }
}
