package dev.mortar.security;

import dev.mortar.authorization.OutsideSignIn;
import dev.mortar.authorization.SignIns;
import dev.mortar.ehr.SmartException;
import dev.mortar.federation.Admission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.util.HtmlUtils;

/** The browser between an identity provider and us. */
final class FederatedBrowser {
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  /** What waits for the sign-in: the app's request, and what was open in an EHR. */
  private static final List<String> WAITING =
      List.of("SPRING_SECURITY_SAVED_REQUEST", EhrLaunches.ARRIVED);

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Sign in – Mortar</title>
      <link rel="stylesheet" href="/login/style.css">
      </head>
      <body>
      <main>
      <h1>You are not signed in</h1>
      <p class="error" role="alert">{{text}}</p>
      <p><a href="/login">Back to the sign-in page</a></p>
      </main>
      </body>
      </html>
      """;

  private final StateCookies cookies;
  private final ApplicationEventPublisher events;
  private final HttpSessionSecurityContextRepository contexts =
      new HttpSessionSecurityContextRepository();

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

  /** In a session of its own, into which only what waits for the sign-in comes along. */
  Authentication signIn(
      Admission.Welcome welcome, HttpServletRequest request, HttpServletResponse response) {
    HttpSession before = request.getSession(false);
    Map<String, Object> waiting = new HashMap<>();
    if (before != null) {
      WAITING.forEach(
          name -> {
            Object value = before.getAttribute(name);
            if (value != null) {
              waiting.put(name, value);
            }
          });
      before.invalidate();
    }
    waiting.forEach(request.getSession(true)::setAttribute);
    var signedIn =
        UsernamePasswordAuthenticationToken.authenticated(
            welcome.account().username(), null, how(welcome));
    signedIn.setDetails(new WebAuthenticationDetails(request));
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(signedIn);
    contexts.saveContext(context, request, response);
    return signedIn;
  }

  /**
   * @param name the account, or what is known of somebody refused
   */
  void note(HttpServletRequest request, String from, String name, String what, boolean done) {
    events.publishEvent(new OutsideSignIn(name, request.getRemoteAddr(), from, what, done));
  }

  ResponseEntity<String> page(HttpStatus status, String text) {
    return ResponseEntity.status(status)
        .contentType(HTML)
        .cacheControl(CacheControl.noStore())
        .body(PAGE.replace("{{text}}", HtmlUtils.htmlEscape(text)));
  }

  private static List<GrantedAuthority> how(Admission.Welcome welcome) {
    return Stream.concat(
            Stream.of(SignIns.FEDERATED),
            welcome.secondFactor() ? Stream.of(SignIns.SECOND_FACTOR) : Stream.empty())
        .<GrantedAuthority>map(SimpleGrantedAuthority::new)
        .toList();
  }
}
