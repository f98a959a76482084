package dev.mortar.authorization;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
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
 * A client that proves itself by the certificate of its connection, whose subject it has
 * registered. The framework's own way takes a certificate that comes without its issuer for one
 * that signs itself, and would fetch keys from wherever a client says.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8705#section-2.1">RFC 8705, tls_client_auth</a>
 */
final class CertifiedClient implements AuthenticationConverter, AuthenticationProvider {
  private static final String SHOWN = "mortar.certificate";

  private final RegisteredClientRepository clients;

  CertifiedClient(RegisteredClientRepository clients) {
    this.clients = clients;
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    String[] ids = request.getParameterValues("client_id");
    Optional<X509Certificate> certificate = ClientCertificates.of(request);
    if (ids == null
        || ids.length != 1
        || certificate.isEmpty()
        || request.getHeader("Authorization") != null
        || request.getParameter("client_secret") != null
        || request.getParameter("client_assertion") != null
        || !provesItselfSo(clients.findByClientId(ids[0]))) {
      return null;
    }
    return new OAuth2ClientAuthenticationToken(
        ids[0],
        ClientAuthenticationMethod.TLS_CLIENT_AUTH,
        certificate.get(),
        Map.of(SHOWN, certificate.get()));
  }

  @Override
  public @Nullable Authentication authenticate(Authentication authentication) {
    if (!(authentication instanceof OAuth2ClientAuthenticationToken shown)
        || !(shown.getAdditionalParameters().get(SHOWN) instanceof X509Certificate certificate)) {
      return null;
    }
    RegisteredClient client = clients.findByClientId(shown.getPrincipal().toString());
    if (client == null || !provesItselfSo(client) || !isOf(client, certificate)) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    return new OAuth2ClientAuthenticationToken(
        client, ClientAuthenticationMethod.TLS_CLIENT_AUTH, certificate);
  }

  private static boolean provesItselfSo(@Nullable RegisteredClient client) {
    return client != null
        && client
            .getClientAuthenticationMethods()
            .contains(ClientAuthenticationMethod.TLS_CLIENT_AUTH);
  }

  private static boolean isOf(RegisteredClient client, X509Certificate certificate) {
    return client.getClientSettings().getSetting(Clients.SUBJECT) instanceof String subject
        && certificate.getSubjectX500Principal().equals(new X500Principal(subject));
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
  }
}
