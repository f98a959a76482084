package dev.mortar.authorization;

import dev.mortar.authorization.AuthorizationProperties.Client;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * Clients as the framework wants them: our own pages, the programs that the settings name, and what
 * was registered. PKCE is asked of all, refresh tokens change with every use.
 */
final class Clients {
  static final String WEB = Tokens.OWN_PAGES;

  /** Client setting that holds the code of a program's role. */
  static final String ROLE = "mortar.role";

  /** Client setting that holds the subject of a client's certificate. */
  static final String SUBJECT = "mortar.certificate-subject";

  /** SMART asks for three months at least; every use starts them anew. */
  private static final Duration REFRESH = Duration.ofDays(92);

  private final AuthorizationProperties properties;
  private final Map<String, RegisteredClient> builtIn = new LinkedHashMap<>();

  Clients(AuthorizationProperties properties, ServerAddress server, PasswordEncoder passwords) {
    this.properties = properties;
    builtIn.put(WEB, web(server));
    for (Client client : properties.clients()) {
      builtIn.put(client.id(), program(client, passwords));
    }
  }

  Optional<RegisteredClient> find(String id) {
    return Optional.ofNullable(builtIn.get(id));
  }

  /**
   * @param secretHash empty if it has none yet
   */
  RegisteredClient registered(ClientRegistration client, String secretHash) {
    RegisteredClient.Builder builder =
        RegisteredClient.withId(client.id())
            .clientId(client.id())
            .clientName(client.name())
            .scopes(scopes -> scopes.addAll(client.scopes()));
    ClientSettings.Builder settings = ClientSettings.builder().requireProofKey(true);
    switch (client.kind()) {
      case PUBLIC, NATIVE -> builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
      case CONFIDENTIAL, BACKEND -> prove(builder, settings, client, secretHash);
    }
    if (client.kind() == ClientRegistration.Kind.BACKEND) {
      return builder
          .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
          .clientSettings(settings.setting(ROLE, client.role()).build())
          .tokenSettings(systemTokens())
          .build();
    }
    return builder
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
        .redirectUris(uris -> uris.addAll(client.redirectUris()))
        .clientSettings(settings.requireAuthorizationConsent(true).build())
        .tokenSettings(personTokens())
        .build();
  }

  private static void prove(
      RegisteredClient.Builder builder,
      ClientSettings.Builder settings,
      ClientRegistration client,
      String secretHash) {
    if (client.isCertified()) {
      builder.clientAuthenticationMethod(ClientAuthenticationMethod.TLS_CLIENT_AUTH);
      settings.setting(SUBJECT, client.certificateSubject());
    } else if (client.signs()) {
      builder.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
      // Either of RS384 and ES384 is taken; the framework only wants to know that it signs.
      settings.tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.RS384);
    } else {
      builder
          .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
          .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
          .clientSecret(secretHash.isEmpty() ? null : secretHash);
    }
  }

  private RegisteredClient web(ServerAddress server) {
    return RegisteredClient.withId(WEB)
        .clientId(WEB)
        .clientName("Mortar")
        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri(server.of("/app/callback"))
        .postLogoutRedirectUri(server.of("/app/"))
        .scope("openid")
        .scope("fhirUser")
        .scope("profile")
        .scope("launch/patient")
        .scope("user/*.cruds")
        .scope("patient/*.cruds")
        .clientSettings(ClientSettings.builder().requireProofKey(true).build())
        .tokenSettings(personTokens())
        .build();
  }

  private RegisteredClient program(Client client, PasswordEncoder passwords) {
    return RegisteredClient.withId(client.id())
        .clientId(client.id())
        .clientSecret(passwords.encode(client.secret()))
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scopes(scopes -> scopes.addAll(client.scopes()))
        .clientSettings(
            ClientSettings.builder().requireProofKey(true).setting(ROLE, client.role()).build())
        .tokenSettings(systemTokens())
        .build();
  }

  private TokenSettings systemTokens() {
    return TokenSettings.builder().accessTokenTimeToLive(properties.systemToken()).build();
  }

  private TokenSettings personTokens() {
    return TokenSettings.builder()
        .authorizationCodeTimeToLive(properties.code())
        .accessTokenTimeToLive(properties.accessToken())
        .refreshTokenTimeToLive(REFRESH)
        .reuseRefreshTokens(false)
        .idTokenSignatureAlgorithm(SignatureAlgorithm.RS256)
        .build();
  }
}
