package dev.mortar.security;

import dev.mortar.authorization.Account;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.ehr.SmartException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The browser between an EHR and us. It alone may bring the answer that it was sent for: else
 * somebody could have another person's browser sign in with their own code.
 */
final class EhrBrowser {
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
  private static final String COOKIE = "mortar-ehr-";
  private static final int NAME_LETTERS = 16;
  private static final Duration LONGEST = Duration.ofMinutes(10);

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

  private final ServerAddress server;
  private final ApplicationEventPublisher events;
  private final HttpSessionSecurityContextRepository contexts =
      new HttpSessionSecurityContextRepository();

  EhrBrowser(ServerAddress server, ApplicationEventPublisher events) {
    this.server = server;
    this.events = events;
  }

  /** One cookie for each launch, as several patients may be opened at once. */
  void remember(URI address, HttpServletResponse response) {
    String state =
        Objects.requireNonNull(
            UriComponentsBuilder.fromUri(address).build().getQueryParams().getFirst("state"));
    set(response, state, state, LONGEST);
  }

  /**
   * @throws SmartException if another browser was sent
   */
  void checkRemembered(String state, HttpServletRequest request, HttpServletResponse response) {
    Optional<String> known =
        Stream.ofNullable(request.getCookies())
            .flatMap(Stream::of)
            .filter(cookie -> cookie.getName().equals(name(state)))
            .map(Cookie::getValue)
            .findFirst();
    byte[] given = state.getBytes(StandardCharsets.UTF_8);
    if (state.isEmpty()
        || known
            .filter(one -> MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), given))
            .isEmpty()) {
      throw SmartException.refused(
          "This sign-in was not begun in this browser. Start again from the EHR.");
    }
    set(response, state, "", Duration.ZERO);
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

  private void set(HttpServletResponse response, String state, String value, Duration age) {
    ResponseCookie cookie =
        ResponseCookie.from(name(state), value)
            .path("/ehr")
            .httpOnly(true)
            .secure("https".equals(server.base().getScheme()))
            .sameSite("Lax")
            .maxAge(age)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  /** The state is letters, digits, dashes and underscores when it is ours. */
  private static String name(String state) {
    return COOKIE + state.substring(0, Math.min(state.length(), NAME_LETTERS));
  }
}
