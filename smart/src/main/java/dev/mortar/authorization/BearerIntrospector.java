package dev.mortar.authorization;

import dev.mortar.access.Caller;
import dev.mortar.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Somebody who asks about a token and shows a token: a program about any, everybody else about the
 * one that they hold.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/token-introspection.html">SMART token
 *     introspection</a>
 */
final class BearerIntrospector implements AuthenticationConverter, AuthenticationProvider {
  static final String PATH = "/oauth2/introspect";

  private static final String SCHEME = "Bearer ";
  private static final String ASKED = "mortar.asked";
  private static final String CERTIFICATE = "mortar.certificate";
  private static final ClientAuthenticationMethod METHOD = new ClientAuthenticationMethod("bearer");

  private final Tokens tokens;
  private final RegisteredClientRepository clients;

  BearerIntrospector(Tokens tokens, RegisteredClientRepository clients) {
    this.tokens = tokens;
    this.clients = clients;
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    String[] asked = request.getParameterValues("token");
    if (!request.getRequestURI().equals(PATH)
        || header == null
        || !header.startsWith(SCHEME)
        || asked == null
        || asked.length != 1) {
      return null;
    }
    String shown = header.substring(SCHEME.length()).strip();
    String certificate = ClientCertificates.thumbprint(request).orElse("");
    return new OAuth2ClientAuthenticationToken(
        "bearer", METHOD, shown, Map.of(ASKED, asked[0], CERTIFICATE, certificate));
  }

  @Override
  public @Nullable Authentication authenticate(Authentication authentication) {
    if (!(authentication instanceof OAuth2ClientAuthenticationToken bearer)
        || !METHOD.equals(bearer.getClientAuthenticationMethod())) {
      return null;
    }
    String shown = String.valueOf(bearer.getCredentials());
    Caller caller;
    try {
      caller =
          tokens.verify(
              shown,
              () ->
                  Optional.ofNullable(bearer.getAdditionalParameters().get(CERTIFICATE))
                      .map(String::valueOf)
                      .filter(thumbprint -> !thumbprint.isEmpty()));
    } catch (Tokens.InvalidTokenException e) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    RegisteredClient client = clients.findByClientId(caller.client());
    boolean own = shown.equals(bearer.getAdditionalParameters().get(ASKED));
    if (client == null || !(own || caller.role().kind() == Role.Kind.SYSTEM)) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    return new OAuth2ClientAuthenticationToken(client, METHOD, null);
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
  }
}
