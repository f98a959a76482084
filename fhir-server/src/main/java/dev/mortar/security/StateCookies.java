package dev.mortar.security;

import dev.mortar.authorization.ServerAddress;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * By these a browser that was sent elsewhere is known when it comes back. It alone may bring the
 * answer: else somebody could have another person's browser sign in with their own code.
 */
final class StateCookies {
  private static final int NAME_LETTERS = 16;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final ServerAddress server;
  private final String prefix;
  private final String path;

  /**
   * @param prefix of the cookies' names
   * @param path below which browsers send them along
   */
  StateCookies(ServerAddress server, String prefix, String path) {
    this.server = server;
    this.prefix = prefix;
    this.path = path;
  }

  /** One cookie for each sign-in, as several may be open at once. */
  void remember(URI address, HttpServletResponse response) {
    String state =
        Objects.requireNonNull(
            UriComponentsBuilder.fromUri(address).build().getQueryParams().getFirst("state"));
    set(response, state, state, LONGEST);
  }

  /** Whether this browser was sent with the state; it is so once. */
  boolean knows(String state, HttpServletRequest request, HttpServletResponse response) {
    byte[] given = state.getBytes(StandardCharsets.UTF_8);
    boolean known =
        !state.isEmpty()
            && Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(name(state)))
                .map(Cookie::getValue)
                .findFirst()
                .filter(one -> MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), given))
                .isPresent();
    if (known) {
      set(response, state, "", Duration.ZERO);
    }
    return known;
  }

  private void set(HttpServletResponse response, String state, String value, Duration age) {
    ResponseCookie cookie =
        ResponseCookie.from(name(state), value)
            .path(path)
            .httpOnly(true)
            .secure("https".equals(server.base().getScheme()))
            .sameSite("Lax")
            .maxAge(age)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  /** The state is letters, digits, dashes and underscores when it is ours. */
  private String name(String state) {
    return prefix + state.substring(0, Math.min(state.length(), NAME_LETTERS));
  }
}
