package dev.mortar.authorization;

import java.util.List;
import java.util.Map;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerMetadataEndpointConfigurer;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2ClientAuthenticationConfigurer;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OidcProviderConfigurationEndpointConfigurer;

/** The ways of clients to prove themselves that are ours, beside those of the framework. */
record ClientProofs(
    Assertions assertions,
    CertifiedClient certified,
    NamedClient named,
    BearerIntrospector bearer,
    ClientCertificates certificates) {
  private static final String BOUND = "tls_client_certificate_bound_access_tokens";

  void addTo(OAuth2ClientAuthenticationConfigurer clients) {
    clients
        .authenticationConverter(new SignedClient())
        .authenticationConverter(certified)
        .authenticationConverter(named)
        .authenticationConverter(bearer)
        .authenticationProvider(bearer)
        .authenticationProvider(named)
        .authenticationProvider(certified)
        .authenticationProviders(this::useOurs);
  }

  /**
   * What the framework's documents say of it: what is really taken. By itself it names certificates
   * on a server that never asks for one.
   */
  void describe(OidcProviderConfigurationEndpointConfigurer document) {
    document.providerConfigurationCustomizer(said -> said.claims(this::describe));
  }

  void describe(OAuth2AuthorizationServerMetadataEndpointConfigurer document) {
    document.authorizationServerMetadataCustomizer(said -> said.claims(this::describe));
  }

  private void describe(Map<String, Object> said) {
    for (String endpoint : List.of("token", "revocation", "introspection")) {
      said.put(
          endpoint + "_endpoint_auth_methods_supported", SmartConfiguration.proofs(certificates));
    }
    said.put(BOUND, certificates.asked());
  }

  private void useOurs(List<AuthenticationProvider> providers) {
    for (AuthenticationProvider provider : providers) {
      if (provider instanceof JwtClientAssertionAuthenticationProvider signed) {
        signed.setJwtDecoderFactory(assertions);
      }
    }
  }
}
