package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

class GrantsTest {
  private static final RegisteredClient APP =
      RegisteredClient.withId("app")
          .clientId("app")
          .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
          .clientSecret("{noop}x")
          .build();

  private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());

  @Test
  void whatAnEarlierVersionLeftOpenIsHashedAtTheFirstStartAndStaysGood() {
    jdbc.update(
        """
        insert into oauth2_authorization (id, registered_client_id, principal_name,
          authorization_grant_type, authorized_scopes, attributes, refresh_token_value,
          refresh_token_issued_at, refresh_token_expires_at, refresh_token_metadata)
        values ('1', 'app', 'anna', 'refresh_token', 'openid,user/*.rs', '{"@class":"java.util.HashMap"}',
          'open', timestamp '2026-11-22 08:00:00', timestamp '2027-01-22 08:00:00',
          '{"@class":"java.util.HashMap","metadata.token.invalidated":false}')""");
    grants();
    Grants again = grants();
    String stored =
        jdbc.queryForObject("select refresh_token_value from oauth2_authorization", String.class);
    assertThat(stored).isEqualTo("hash:" + Grants.hash("open"));
    var found = again.findByToken("open", OAuth2TokenType.REFRESH_TOKEN);
    assertThat(found).isNotNull();
    assertThat(found.getAuthorizedScopes()).containsExactly("openid", "user/*.rs");
    assertThat(found.getToken("open")).isNotNull();
    assertThat(again.findByToken("open", null)).isNotNull();
    assertThat(again.findByToken(stored, null)).isNull();
    again.save(found);
    assertThat(
            jdbc.queryForList("select refresh_token_value from oauth2_authorization", String.class))
        .isEqualTo(List.of(stored));
  }

  private Grants grants() {
    return new Grants(jdbc, new InMemoryRegisteredClientRepository(APP), new TestClock());
  }
}
