package dev.mortar.authorization;

import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2ClientAuthenticationConfigurer;

/** The ways of clients to prove themselves that are ours, beside those of the framework. */
record ClientProofs(Assertions assertions, NamedClient named, BearerIntrospector bearer) {

  void addTo(OAuth2ClientAuthenticationConfigurer clients) {
    clients
        .authenticationConverter(new SignedClient())
        .authenticationConverter(named)
        .authenticationConverter(bearer)
        .authenticationProvider(bearer)
        .authenticationProvider(named)
        .authenticationProviders(this::useOurs);
  }

  private void useOurs(List<AuthenticationProvider> providers) {
    for (AuthenticationProvider provider : providers) {
      if (provider instanceof JwtClientAssertionAuthenticationProvider signed) {
        signed.setJwtDecoderFactory(assertions);
      }
    }
  }
}
