package dev.mortar.authorization;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.mortar.access.Role;
import dev.mortar.access.Scope;
import dev.mortar.access.Scopes;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * An app or a program as its developer registers it.
 *
 * @param redirectUris where the answer may go, compared letter by letter
 * @param launchUri what the pharmacy's pages open to launch the app; empty if they do not
 * @param scopes the most that it may ever ask for
 * @param jwksUri where its public keys are published; empty if it has a secret or {@code jwks}
 * @param jwks its public keys themselves, as a JSON Web Key Set
 * @param certificateSubject of the certificate that a program shows on its connections, as {@code
 *     CN=lab,O=Example}; empty if it has keys or a secret. Its tokens are good on such connections
 *     alone.
 * @param origins of pages that call us from a browser, as {@code https://app.example}
 * @param role of a program without a user, such as {@code system-lab}
 */
public record ClientRegistration(
    String id,
    String name,
    Kind kind,
    List<String> redirectUris,
    String launchUri,
    List<String> scopes,
    String jwksUri,
    String jwks,
    String certificateSubject,
    List<String> origins,
    String role) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,79}");
  private static final int LONGEST_NAME = 100;

  public ClientRegistration {
    redirectUris = List.copyOf(redirectUris);
    scopes = List.copyOf(scopes);
    origins = List.copyOf(origins);
    check(ID.matcher(id).matches(), "id: 3 to 80 letters, digits, dots, dashes and underscores.");
    check(!name.isBlank() && name.length() <= LONGEST_NAME, "name: 1 to 100 characters.");
    for (String uri : redirectUris) {
      checkRedirect(kind, uri);
    }
    check(kind == Kind.BACKEND || !redirectUris.isEmpty(), "redirectUris: at least one.");
    check(launchUri.isEmpty() || isWeb(uri(launchUri)), "launchUri: an https address.");
    check(jwksUri.isEmpty() || "https".equals(uri(jwksUri).getScheme()), "jwksUri: https only.");
    check(jwks.isEmpty() || jwksUri.isEmpty(), "jwks or jwksUri, not both.");
    check(jwks.isEmpty() || isPublic(jwks), "jwks: public RSA or EC keys, each with its own kid.");
    check(
        certificateSubject.isEmpty() || isSubject(certificateSubject),
        "certificateSubject: a distinguished name, as CN=lab,O=Example.");
    check(
        certificateSubject.isEmpty()
            || (jwks.isEmpty() && jwksUri.isEmpty() && kind == Kind.BACKEND),
        "certificateSubject: in place of keys, and for backend only.");
    checkScopes(kind, scopes);
    check(
        origins.stream().allMatch(ClientRegistration::isOrigin), "origins: as https://app.example");
    boolean program = Role.ofCode(role).filter(r -> r.kind() == Role.Kind.SYSTEM).isPresent();
    check(kind == Kind.BACKEND ? program : role.isEmpty(), "role: of a program, for backend only.");
  }

  /**
   * Reads a registration; what the JSON leaves out is empty.
   *
   * @throws IllegalArgumentException if it breaks a rule, which the message names
   */
  public static ClientRegistration parse(String id, String json) {
    return ClientJson.read(id, json);
  }

  /** Whether it proves itself by a signature rather than by a secret. */
  boolean signs() {
    return !jwksUri.isEmpty() || !jwks.isEmpty();
  }

  /** Whether it proves itself by the certificate of its connection. */
  boolean isCertified() {
    return !certificateSubject.isEmpty();
  }

  private static boolean isSubject(String text) {
    try {
      return !new X500Principal(text).getName().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void checkRedirect(Kind kind, String text) {
    URI uri = uri(text);
    check(uri.isAbsolute() && uri.getFragment() == null, "redirectUris: absolute, without #.");
    boolean ownScheme =
        kind == Kind.NATIVE && uri.getScheme().contains(".") && uri.getUserInfo() == null;
    check(ownScheme || isWeb(uri), "redirectUris: https, or com.example.app:/ of a native app.");
  }

  /** Plain http is for this machine, where nobody listens on the way. */
  private static boolean isWeb(URI uri) {
    if (uri.getHost() == null || uri.getUserInfo() != null) {
      return false;
    }
    boolean local = List.of("127.0.0.1", "[::1]", "localhost").contains(uri.getHost());
    return "https".equals(uri.getScheme()) || (local && "http".equals(uri.getScheme()));
  }

  private static boolean isOrigin(String text) {
    URI uri = uri(text);
    return isWeb(uri)
        && uri.getPath().isEmpty()
        && uri.getQuery() == null
        && uri.getFragment() == null
        && text.equals(text.toLowerCase(Locale.ROOT));
  }

  private static void checkScopes(Kind kind, List<String> texts) {
    Scopes scopes = Scopes.of(texts);
    check(scopes.unknown().isEmpty(), "scopes: not known: " + scopes.unknown());
    for (Scope scope : scopes.clinical()) {
      check(Restrictions.enforceable(scope), "scopes: cannot be kept: " + scope);
      check(
          (scope.context() == Scope.Context.SYSTEM) == (kind == Kind.BACKEND),
          "scopes: system/ is for backend programs, and they have nothing else.");
    }
    check(kind != Kind.BACKEND || scopes.plain().isEmpty(), "scopes: only system/ for a backend.");
  }

  private static boolean isPublic(String text) {
    try {
      JWKSet set = JWKSet.parse(text);
      long ids = set.getKeys().stream().map(JWK::getKeyID).distinct().count();
      return !set.isEmpty()
          && ids == set.size()
          && set.getKeys().stream().noneMatch(JWK::isPrivate)
          && set.getKeys().stream().allMatch(key -> key.getKeyID() != null);
    } catch (ParseException e) {
      return false;
    }
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("Not an address: " + text, e);
    }
  }

  private static void check(boolean right, String rule) {
    if (!right) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** How far a client can keep a secret, and whether a person signs in. */
  public enum Kind {
    /** Runs in a browser. */
    PUBLIC,
    /** Installed on a device; cannot keep a secret, but its refresh tokens. */
    NATIVE,
    /** Has a server that keeps a secret or a key. */
    CONFIDENTIAL,
    /** A program that works without a person. */
    BACKEND
  }
}
