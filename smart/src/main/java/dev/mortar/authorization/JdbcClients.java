package dev.mortar.authorization;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * Clients in the table {@code smart_client}, besides those that belong to the program: they are
 * looked at anew on each request, so that a change counts at once and on every node.
 */
final class JdbcClients implements RegisteredClientRepository, RegisteredApps {
  private static final int SECRET_BYTES = 32;

  private final JdbcClient jdbc;
  private final Clients builtIn;
  private final PasswordEncoder passwords;
  private final Clock clock;
  private final SecureRandom random;

  JdbcClients(
      JdbcClient jdbc,
      Clients builtIn,
      PasswordEncoder passwords,
      Clock clock,
      SecureRandom random) {
    this.jdbc = jdbc;
    this.builtIn = builtIn;
    this.passwords = passwords;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public List<ClientRegistration> all() {
    return jdbc
        .sql("select document from smart_client where active = true order by client_id")
        .query(String.class)
        .list()
        .stream()
        .map(ClientJson::read)
        .toList();
  }

  @Override
  public Optional<ClientRegistration> find(String id) {
    return jdbc.sql("select document from smart_client where client_id = ? and active = true")
        .param(id)
        .query(String.class)
        .optional()
        .map(ClientJson::read);
  }

  @Override
  public void save(ClientRegistration client) {
    if (builtIn.find(client.id()).isPresent()) {
      throw new IllegalArgumentException("id: " + client.id() + " is a part of this server.");
    }
    String document = ClientJson.write(client);
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    int changed =
        jdbc.sql(
                """
                update smart_client set document = ?, active = true, changed_at = ?
                where client_id = ?""")
            .params(document, now, client.id())
            .update();
    if (changed == 0) {
      jdbc.sql(
              """
              insert into smart_client (client_id, document, active, changed_at)
              values (?, ?, true, ?)""")
          .params(client.id(), document, now)
          .update();
    }
  }

  @Override
  public String newSecret(String id) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    jdbc.sql("update smart_client set secret_hash = ? where client_id = ?")
        .params(passwords.encode(secret), id)
        .update();
    return secret;
  }

  @Override
  public void remove(String id) {
    jdbc.sql("update smart_client set active = false, secret_hash = null where client_id = ?")
        .param(id)
        .update();
    jdbc.sql("delete from oauth2_authorization where registered_client_id = ?").param(id).update();
    jdbc.sql("delete from oauth2_authorization_consent where registered_client_id = ?")
        .param(id)
        .update();
  }

  /**
   * Keeps the secret's hash and nothing else: the framework saves a client when its secret should
   * be hashed anew, by stronger settings than those of the time when it was made.
   */
  @Override
  public void save(RegisteredClient client) {
    jdbc.sql("update smart_client set secret_hash = ? where client_id = ? and active = true")
        .params(client.getClientSecret(), client.getClientId())
        .update();
  }

  /** Null, as the framework's port has it, if nobody is registered so. */
  @Override
  public @Nullable RegisteredClient findById(String id) {
    return builtIn.find(id).or(() -> registered(id)).orElse(null);
  }

  @Override
  public @Nullable RegisteredClient findByClientId(String clientId) {
    return findById(clientId);
  }

  private Optional<RegisteredClient> registered(String id) {
    return find(id).map(client -> builtIn.registered(client, secretHash(id)));
  }

  private String secretHash(String id) {
    return jdbc.sql("select coalesce(secret_hash, '') from smart_client where client_id = ?")
        .param(id)
        .query(String.class)
        .single();
  }
}
