package dev.mortar.authorization;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * A refresh token for whoever was granted {@code offline_access}, apps that cannot keep a secret
 * included: each use makes a new one, so a copied token shows itself. With {@code online_access} it
 * lives only a little longer than the access token beside it, and ends with the sign-in.
 */
final class RefreshTokens implements OAuth2TokenGenerator<OAuth2RefreshToken> {
  static final String OFFLINE = "offline_access";
  static final String ONLINE = "online_access";

  private static final int BYTES = 48;

  /** How long a person may do nothing before they must sign in again. */
  private static final Duration IDLE = Duration.ofMinutes(15);

  private final Clock clock;
  private final SecureRandom random;
  private final Duration longest;

  /**
   * @param longest how long a sign-in lasts, however busy
   */
  RefreshTokens(Clock clock, SecureRandom random, Duration longest) {
    this.longest = longest;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
    OAuth2Authorization grant = context.getAuthorization();
    if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType()) || grant == null) {
      return null;
    }
    Set<String> scopes = grant.getAuthorizedScopes();
    var settings = context.getRegisteredClient().getTokenSettings();
    Duration life;
    if (scopes.contains(OFFLINE)) {
      life = settings.getRefreshTokenTimeToLive();
    } else if (scopes.contains(ONLINE)) {
      life = settings.getAccessTokenTimeToLive().plus(IDLE);
      Duration left = left(grant);
      life = left.compareTo(life) < 0 ? left : life;
    } else {
      return null;
    }
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    Instant now = clock.instant();
    return new OAuth2RefreshToken(
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        now,
        now.plus(life.isZero() ? Duration.ofSeconds(1) : life));
  }

  /** The code was issued right after the sign-in, so that is where its end is counted from. */
  private Duration left(OAuth2Authorization grant) {
    OAuth2Authorization.Token<OAuth2AuthorizationCode> code =
        grant.getToken(OAuth2AuthorizationCode.class);
    Instant begun = code == null ? null : code.getToken().getIssuedAt();
    Duration left =
        begun == null ? longest : Duration.between(clock.instant(), begun.plus(longest));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
