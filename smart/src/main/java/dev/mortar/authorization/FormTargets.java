package dev.mortar.authorization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The content policy of the sign-in's pages. Browsers hold a form's redirects to it too, so it
 * names where the app that waits is registered, and nowhere else.
 */
final class FormTargets implements HeaderWriter {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none';"
          + " form-action 'self'";

  /** Where a passkey can be used; the one script of these pages is named, and no other runs. */
  private static final Set<String> WITH_PASSKEYS = Set.of("/login", PasskeyPage.PATH);

  private final RegisteredClientRepository clients;
  private final String script;
  private final EndElsewhere end;
  private final HttpSessionRequestCache requests = new HttpSessionRequestCache();

  FormTargets(RegisteredClientRepository clients, ServerAddress server, EndElsewhere end) {
    this.clients = clients;
    this.end = end;
    this.script = "; script-src " + server.of(SignInPage.SCRIPT);
  }

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    StringBuilder policy = new StringBuilder(POLICY);
    String waiting = waiting(request, response);
    RegisteredClient client = waiting == null ? null : clients.findByClientId(waiting);
    Set<String> targets = new TreeSet<>();
    if (client != null) {
      client.getRedirectUris().forEach(uri -> targets.add(target(URI.create(uri))));
    }
    if (request.getRequestURI().equals("/logout")) {
      end.of(request).ifPresent(address -> targets.add(target(address)));
    }
    targets.forEach(target -> policy.append(' ').append(target));
    if (WITH_PASSKEYS.contains(request.getRequestURI())) {
      policy.append(script);
    }
    response.setHeader("Content-Security-Policy", policy.toString());
  }

  private @Nullable String waiting(HttpServletRequest request, HttpServletResponse response) {
    String named = request.getParameter("client_id");
    if (named != null) {
      return named;
    }
    String asked = request.getParameter("for");
    if (asked != null) {
      return UriComponentsBuilder.newInstance()
          .query(asked)
          .build()
          .getQueryParams()
          .getFirst("client_id");
    }
    if (request.getSession(false) == null) {
      return null;
    }
    SavedRequest saved = requests.getRequest(request, response);
    String[] ids = saved == null ? null : saved.getParameterValues("client_id");
    return ids == null || ids.length == 0 ? null : ids[0];
  }

  /** An origin, or of a native app its scheme. */
  private static String target(URI uri) {
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    return web ? uri.getScheme() + "://" + uri.getAuthority() : uri.getScheme() + ":";
  }
}
