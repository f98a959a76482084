package dev.mortar.authorization;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads consents and grants side by side: what was allowed once, and what lives of it. */
final class JdbcPermissions implements Permissions {
  private final JdbcClient jdbc;
  private final RegisteredApps apps;
  private final Grants grants;
  private final Consents consents;
  private final Clock clock;

  JdbcPermissions(
      JdbcClient jdbc, RegisteredApps apps, Grants grants, Consents consents, Clock clock) {
    this.clock = clock;
    this.jdbc = jdbc;
    this.apps = apps;
    this.grants = grants;
    this.consents = consents;
  }

  @Override
  public List<Permitted> of(String username) {
    var scopes = new TreeMap<String, TreeSet<String>>();
    jdbc.sql(
            """
            select registered_client_id, authorities from oauth2_authorization_consent
            where principal_name = ?
            union
            select registered_client_id, authorized_scopes from oauth2_authorization
            where principal_name = ? and authorized_scopes is not null
              and coalesce(refresh_token_expires_at, access_token_expires_at) > ?""")
        .params(username, username, clock.instant().atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              TreeSet<String> allowed =
                  scopes.computeIfAbsent(row.getString(1), client -> new TreeSet<>());
              for (String authority : StoredGrants.scopes(row.getString(2))) {
                allowed.add(authority.replaceFirst("^SCOPE_", ""));
              }
            });
    return scopes.entrySet().stream()
        .flatMap(one -> apps.find(one.getKey()).map(app -> permitted(app, one.getValue())).stream())
        .toList();
  }

  private static Permitted permitted(ClientRegistration app, TreeSet<String> scopes) {
    List<String> words =
        scopes.stream().filter(scope -> scope.contains("/")).map(ScopeWords::of).toList();
    return new Permitted(app.id(), app.name(), words, scopes.contains(RefreshTokens.OFFLINE));
  }

  @Override
  public void withdraw(String username, String client) {
    grants.end(username, client);
    consents.forget(client, username);
  }
}
