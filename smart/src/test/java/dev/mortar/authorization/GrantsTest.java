package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
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

  private final TestClock clock = new TestClock();
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

  /** Each object here is a node of its own, on one database. */
  @Test
  void ofTwoNodesThatExchangeOneTokenAtOnceOneWinsAndTheGrantLives() {
    grants().save(granted("first"));
    Grants one = grants();
    Grants other = grants();
    OAuth2Authorization here = refresh(one, "first");
    OAuth2Authorization there = refresh(other, "first");
    one.save(exchanged(here, "second"));
    assertThatThrownBy(() -> other.save(exchanged(there, "stray")))
        .isInstanceOfSatisfying(
            OAuth2AuthenticationException.class,
            refused -> assertThat(refused.getError().getErrorCode()).isEqualTo("invalid_grant"));
    assertThat(other.findByToken("stray", OAuth2TokenType.REFRESH_TOKEN)).isNull();
    assertThat(other.findByToken("first", OAuth2TokenType.REFRESH_TOKEN)).isNull();
    OAuth2Authorization winner = refresh(other, "second");
    assertThat(winner.getAttributes()).containsOnlyKeys(StoredGrants.USED);
    other.save(exchanged(winner, "third"));
    refresh(one, "third");
  }

  @Test
  void aSpentTokenThatIsShownLaterEndsTheGrant() {
    grants().save(granted("first"));
    grants().save(exchanged(refresh(grants(), "first"), "second"));
    clock.advance(Duration.ofSeconds(11));
    assertThat(grants().findByToken("first", OAuth2TokenType.REFRESH_TOKEN)).isNull();
    assertThat(grants().findByToken("second", OAuth2TokenType.REFRESH_TOKEN)).isNull();
  }

  @Test
  void aTokenSpentBeforeTheLastEndsTheGrantAtOnce() {
    grants().save(granted("first"));
    grants().save(exchanged(refresh(grants(), "first"), "second"));
    clock.advance(Duration.ofMillis(1));
    grants().save(exchanged(refresh(grants(), "second"), "third"));
    assertThat(grants().findByToken("second", OAuth2TokenType.REFRESH_TOKEN)).isNull();
    refresh(grants(), "third");
    assertThat(grants().findByToken("first", OAuth2TokenType.REFRESH_TOKEN)).isNull();
    assertThat(grants().findByToken("third", OAuth2TokenType.REFRESH_TOKEN)).isNull();
  }

  private OAuth2Authorization granted(String token) {
    return OAuth2Authorization.withRegisteredClient(APP)
        .id("1")
        .principalName("anna")
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .refreshToken(new OAuth2RefreshToken(token, clock.instant()))
        .build();
  }

  private OAuth2Authorization exchanged(OAuth2Authorization grant, String token) {
    return OAuth2Authorization.from(grant)
        .refreshToken(new OAuth2RefreshToken(token, clock.instant()))
        .build();
  }

  private static OAuth2Authorization refresh(Grants node, String token) {
    OAuth2Authorization found = node.findByToken(token, OAuth2TokenType.REFRESH_TOKEN);
    assertThat(found).as(token).isNotNull();
    return found;
  }

  private Grants grants() {
    return new Grants(jdbc, new InMemoryRegisteredClientRepository(APP), clock);
  }
}
