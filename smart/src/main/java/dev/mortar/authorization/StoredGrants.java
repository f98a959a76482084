package dev.mortar.authorization;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService.OAuth2AuthorizationParametersMapper;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService.OAuth2AuthorizationRowMapper;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * How a grant lies in the database. Of codes, access and refresh tokens there is a hash, so that
 * whoever reads the database can use none of them. A comma within a scope is written as a space,
 * which no scope holds, because the framework puts commas between scopes.
 */
final class StoredGrants {
  /** The refresh token by which a grant was found, while it is exchanged; never stored. */
  static final String USED = "mortar.used-refresh-token";

  private static final String HASHED = "hash:";

  private StoredGrants() {}

  /** What was stored once is left as it is. */
  static String token(String token) {
    return token.startsWith(HASHED) ? token : shown(token);
  }

  /** Of what somebody shows: who shows a stored text shows no token. */
  static String shown(String token) {
    return HASHED + Grants.hash(token);
  }

  static boolean isStored(String text) {
    return text.startsWith(HASHED);
  }

  /** The hash itself, also of what was stored openly by an earlier version. */
  static String hash(String stored) {
    return isStored(stored) ? stored.substring(HASHED.length()) : Grants.hash(stored);
  }

  static String scope(String scope) {
    return scope.replace(',', ' ');
  }

  /** Scopes as a column holds them. */
  static List<String> scopes(String column) {
    return List.of(column.split(",")).stream().map(scope -> scope.replace(' ', ',')).toList();
  }

  static RowMapper<OAuth2Authorization> reading(RegisteredClientRepository clients) {
    var rows = new OAuth2AuthorizationRowMapper(clients);
    return (row, number) ->
        changed(rows.mapRow(row, number), scope -> scope.replace(' ', ','), same -> same);
  }

  /** The grant with the token that was shown, as the framework looks for it. */
  static OAuth2Authorization withShown(OAuth2Authorization stored, String token) {
    String hash = shown(token);
    return changed(stored, same -> same, text -> text.equals(hash) ? token : text);
  }

  static OAuth2Authorization withUsed(OAuth2Authorization grant, String token) {
    return OAuth2Authorization.from(grant).attribute(USED, shown(token)).build();
  }

  static OAuth2Authorization withoutUsed(OAuth2Authorization grant) {
    return OAuth2Authorization.from(grant).attributes(all -> all.remove(USED)).build();
  }

  private static OAuth2Authorization changed(
      OAuth2Authorization grant, UnaryOperator<String> scope, UnaryOperator<String> token) {
    var changed =
        OAuth2Authorization.from(grant).authorizedScopes(all(grant.getAuthorizedScopes(), scope));
    var code = grant.getToken(OAuth2AuthorizationCode.class);
    if (code != null) {
      var old = code.getToken();
      changed.token(
          new OAuth2AuthorizationCode(
              token.apply(old.getTokenValue()), old.getIssuedAt(), old.getExpiresAt()));
    }
    var access = grant.getAccessToken();
    if (access != null) {
      var old = access.getToken();
      changed.token(
          new OAuth2AccessToken(
              old.getTokenType(),
              token.apply(old.getTokenValue()),
              old.getIssuedAt(),
              old.getExpiresAt(),
              all(old.getScopes(), scope)));
    }
    var refresh = grant.getRefreshToken();
    if (refresh != null) {
      var old = refresh.getToken();
      changed.token(
          new OAuth2RefreshToken(
              token.apply(old.getTokenValue()), old.getIssuedAt(), old.getExpiresAt()));
    }
    return changed.build();
  }

  private static Set<String> all(Set<String> scopes, UnaryOperator<String> change) {
    return scopes.stream().map(change).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The framework's own columns, filled with what may lie there. */
  static final class Writing extends OAuth2AuthorizationParametersMapper {
    @Override
    public List<SqlParameterValue> apply(OAuth2Authorization grant) {
      return super.apply(changed(grant, StoredGrants::scope, StoredGrants::token));
    }
  }
}
