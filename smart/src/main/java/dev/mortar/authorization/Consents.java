package dev.mortar.authorization;

import dev.mortar.access.Scopes;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** What persons allowed apps. Who allowed all that is asked for is not asked again. */
final class Consents extends JdbcOAuth2AuthorizationConsentService {
  Consents(JdbcTemplate jdbc, RegisteredClientRepository clients) {
    super(jdbc, clients);
    var rows = new OAuth2AuthorizationConsentRowMapper(clients);
    setAuthorizationConsentRowMapper(
        (row, number) -> changed(rows.mapRow(row, number), text -> text.replace(' ', ',')));
    var columns = new OAuth2AuthorizationConsentParametersMapper();
    setAuthorizationConsentParametersMapper(
        consent -> columns.apply(changed(consent, StoredGrants::scope)));
  }

  private static OAuth2AuthorizationConsent changed(
      OAuth2AuthorizationConsent consent, UnaryOperator<String> change) {
    return OAuth2AuthorizationConsent.withId(
            consent.getRegisteredClientId(), consent.getPrincipalName())
        .authorities(
            all ->
                consent.getAuthorities().stream()
                    .map(one -> new SimpleGrantedAuthority(change.apply(one.getAuthority())))
                    .forEach(all::add))
        .build();
  }

  /** Our own pages act for the person as the person. */
  static boolean needed(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
    if (!context.getRegisteredClient().getClientSettings().isRequireAuthorizationConsent()) {
      return false;
    }
    OAuth2AuthorizationConsent earlier = context.getAuthorizationConsent();
    var asked = context.getAuthorizationRequest();
    return earlier == null
        || asked == null
        || !Scopes.of(earlier.getScopes()).cover(Scopes.of(asked.getScopes()));
  }

  /** Before the question is put anew: the answer replaces the earlier one. */
  void forget(String client, String username) {
    OAuth2AuthorizationConsent earlier = findById(client, username);
    if (earlier != null) {
      remove(earlier);
    }
  }
}
