package dev.mortar.authorization;

import dev.mortar.authorization.AuthorizationProperties.Client;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The registered clients: our own pages, and the programs that the settings name. */
final class Clients {
  static final String WEB = "mortar-web";

  /** Client setting that holds the code of a program's role. */
  static final String ROLE = "mortar.role";

  private Clients() {}

  static RegisteredClientRepository repository(
      AuthorizationProperties properties, ServerAddress server, PasswordEncoder passwords) {
    List<RegisteredClient> clients = new ArrayList<>();
    clients.add(web(properties, server));
    for (Client client : properties.clients()) {
      clients.add(program(client, properties, passwords));
    }
    return new InMemoryRegisteredClientRepository(clients);
  }

  private static RegisteredClient web(AuthorizationProperties properties, ServerAddress server) {
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
        .tokenSettings(
            TokenSettings.builder()
                .authorizationCodeTimeToLive(properties.code())
                .accessTokenTimeToLive(properties.accessToken())
                .idTokenSignatureAlgorithm(SignatureAlgorithm.RS256)
                .build())
        .build();
  }

  private static RegisteredClient program(
      Client client, AuthorizationProperties properties, PasswordEncoder passwords) {
    return RegisteredClient.withId(client.id())
        .clientId(client.id())
        .clientSecret(passwords.encode(client.secret()))
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scopes(scopes -> scopes.addAll(client.scopes()))
        .clientSettings(
            ClientSettings.builder().requireProofKey(true).setting(ROLE, client.role()).build())
        .tokenSettings(
            TokenSettings.builder().accessTokenTimeToLive(properties.systemToken()).build())
        .build();
  }
}
