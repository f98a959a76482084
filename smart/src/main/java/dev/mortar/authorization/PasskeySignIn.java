package dev.mortar.authorization;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Signs in by a passkey: alone, or as the second factor beside a password. */
final class PasskeySignIn {
  private final OpenAccounts accounts;
  private final Passkeys passkeys;

  PasskeySignIn(OpenAccounts accounts, Passkeys passkeys) {
    this.accounts = accounts;
    this.passkeys = passkeys;
  }

  /** Whether the passkey stands in place of the password. */
  static boolean alone(Authentication attempt) {
    return answered(attempt) && String.valueOf(attempt.getCredentials()).isEmpty();
  }

  /**
   * Whose passkey it is. It cannot be guessed, so wrong passwords of somebody else do not hold the
   * person up here.
   */
  Optional<Authentication> signIn(Authentication attempt) {
    return attempt.getDetails() instanceof SignInDetails details
        ? passkeys
            .signedIn(details.passkey())
            .flatMap(accounts::find)
            .map(account -> signedIn(account.username(), attempt, SignIns.PASSKEY))
        : Optional.empty();
  }

  /** Whether the form brings a passkey of just this person. */
  boolean accepts(String username, Authentication attempt) {
    return attempt.getDetails() instanceof SignInDetails details
        && details.passkey().given()
        && passkeys.signedIn(details.passkey()).filter(username::equals).isPresent();
  }

  /**
   * Signed in by our page; what else the form said is not kept.
   *
   * @param factors of {@link SignIns}, by which the person proved who they are
   */
  static Authentication signedIn(String username, Authentication attempt, String... factors) {
    List<GrantedAuthority> how =
        Stream.concat(Stream.of(SignIns.OWN), Arrays.stream(factors))
            .<GrantedAuthority>map(SimpleGrantedAuthority::new)
            .toList();
    var signedIn = UsernamePasswordAuthenticationToken.authenticated(username, null, how);
    if (attempt.getDetails() instanceof SignInDetails details) {
      signedIn.setDetails(details.kept());
    }
    return signedIn;
  }

  static boolean answered(Authentication attempt) {
    return attempt.getDetails() instanceof SignInDetails details && details.passkey().given();
  }
}
