package dev.mortar.authorization;

import dev.mortar.authorization.JdbcAccounts.Credentials;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Checks a name, a password and, where there is one, the second factor; or a passkey alone. Every
 * refusal says the same and takes the same time, so that nobody learns which names exist. Only who
 * has proved who they are is told what else they lack.
 */
final class PasswordSignIn implements AuthenticationProvider {
  /** Longer input only costs time. */
  private static final int LONGEST = 200;

  private final JdbcAccounts accounts;
  private final PasswordEncoder passwords;
  private final SecondFactors factors;
  private final PasskeySignIn passkeys;
  private final AuthorizationProperties.Lock lock;
  private final Credentialing credentialing;
  private final Clock clock;

  private final String hashOfNobody = PasswordHashes.ofNobody();

  PasswordSignIn(
      JdbcAccounts accounts,
      PasswordEncoder passwords,
      SecondFactors factors,
      PasskeySignIn passkeys,
      AuthorizationProperties.Lock lock,
      Credentialing credentialing,
      Clock clock) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.factors = factors;
    this.passkeys = passkeys;
    this.lock = lock;
    this.credentialing = credentialing;
    this.clock = clock;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String username = attempt.getName();
    String password = String.valueOf(attempt.getCredentials());
    if (username.length() > LONGEST || password.length() > LONGEST) {
      throw refused();
    }
    if (PasskeySignIn.alone(attempt)) {
      return passkeys.signIn(attempt).orElseThrow(PasswordSignIn::refused);
    }
    Credentials credentials = accounts.credentials(username).orElse(null);
    String hash = credentials == null ? hashOfNobody : credentials.hash();
    boolean rightPassword = passwords.matches(password, hash);
    if (credentials == null || !credentials.account().active() || locked(credentials)) {
      throw refused();
    }
    if (!rightPassword || !rightFactor(username, attempt)) {
      punish(username);
      throw refused();
    }
    if (credentials.failures() > 0) {
      accounts.forgetFailures(username);
    }
    credentialing
        .obstacle(credentials.account())
        .ifPresent(
            why -> {
              throw new DisabledException(why);
            });
    return signedIn(username, attempt);
  }

  private Authentication signedIn(String username, Authentication attempt) {
    if (PasskeySignIn.answered(attempt)) {
      return PasskeySignIn.signedIn(username, attempt, SignIns.PASSWORD, SignIns.PASSKEY);
    }
    return factors.has(username)
        ? PasskeySignIn.signedIn(username, attempt, SignIns.PASSWORD, SignIns.CODE)
        : PasskeySignIn.signedIn(username, attempt, SignIns.PASSWORD);
  }

  /** A passkey that was given must be right, whether the account needs one or not. */
  private boolean rightFactor(String username, Authentication attempt) {
    if (PasskeySignIn.answered(attempt)) {
      return passkeys.accepts(username, attempt);
    }
    return factors.accepts(
        username, attempt.getDetails() instanceof SignInDetails details ? details.code() : "");
  }

  /**
   * Whether it is the password of somebody who is in already. Wrong ones count as they do at the
   * sign-in.
   */
  boolean confirms(String username, String password) {
    Credentials credentials = accounts.credentials(username).orElse(null);
    if (credentials == null || password.length() > LONGEST || locked(credentials)) {
      return false;
    }
    boolean right = passwords.matches(password, credentials.hash());
    if (!right) {
      punish(username);
    } else if (credentials.failures() > 0) {
      accounts.forgetFailures(username);
    }
    return right;
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }

  private boolean locked(Credentials credentials) {
    return credentials.lockedUntil().filter(clock.instant()::isBefore).isPresent();
  }

  private void punish(String username) {
    int over = accounts.countFailure(username) - lock.failures();
    if (over >= 0) {
      Duration wait = lock.first().multipliedBy(1L << Math.min(over, 16));
      Instant until =
          clock.instant().plus(wait.compareTo(lock.longest()) > 0 ? lock.longest() : wait);
      accounts.lock(username, until);
    }
  }

  private static BadCredentialsException refused() {
    return new BadCredentialsException("The name and the password do not match.");
  }
}
