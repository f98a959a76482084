package dev.mortar.security;

import dev.mortar.authorization.Account;
import dev.mortar.authorization.OutsideSignIn;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.ehr.SmartException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.util.HtmlUtils;

/** The browser between an EHR and us. */
final class EhrBrowser {
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Opening from the EHR – Mortar</title>
      <link rel="stylesheet" href="/login/style.css">
      </head>
      <body>
      <main>
      <h1>This could not be opened</h1>
      <p class="error" role="alert">{{text}}</p>
      <p><a href="/app/">To Mortar without the EHR</a></p>
      </main>
      </body>
      </html>
      """;

  private final StateCookies cookies;
  private final ApplicationEventPublisher events;
  private final HttpSessionSecurityContextRepository contexts =
      new HttpSessionSecurityContextRepository();

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

  /** In a session of its own: whoever used this browser before is not that person. */
  void signIn(Account account, HttpServletRequest request, HttpServletResponse response) {
    HttpSession before = request.getSession(false);
    if (before != null) {
      before.invalidate();
    }
    var signedIn =
        UsernamePasswordAuthenticationToken.authenticated(account.username(), null, List.of());
    signedIn.setDetails(new WebAuthenticationDetails(request));
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(signedIn);
    contexts.saveContext(context, request, response);
    events.publishEvent(new InteractiveAuthenticationSuccessEvent(signedIn, EhrBrowser.class));
  }

  ResponseEntity<String> page(HttpStatus status, String text) {
    return ResponseEntity.status(status)
        .contentType(HTML)
        .cacheControl(CacheControl.noStore())
        .body(PAGE.replace("{{text}}", HtmlUtils.htmlEscape(text)));
  }

  /** Nobody is known yet, so the trail has the address and the reason. */
  void note(HttpServletRequest request, String from, String why) {
    events.publishEvent(new OutsideSignIn("", request.getRemoteAddr(), from, why, false));
  }
}
