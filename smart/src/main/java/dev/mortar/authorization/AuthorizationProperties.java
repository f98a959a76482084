package dev.mortar.authorization;

import dev.mortar.access.Role;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param accessToken how long a person's token lives, at most an hour
 * @param systemToken how long a program's token lives; it can fetch the next without anybody
 * @param code how long an authorization code can be exchanged
 * @param lock when wrong passwords make an account wait
 * @param recheck how soon a withdrawn grant or a closed account stops a token
 * @param adminPassword of the first account, {@code admin}; empty creates none
 * @param signIn what a sign-in needs and how long it lasts
 * @param clients programs that sign in with a secret of their own
 */
@ConfigurationProperties(prefix = "mortar.authorization", ignoreUnknownFields = false)
record AuthorizationProperties(
    @DefaultValue("1h") Duration accessToken,
    @DefaultValue("5m") Duration systemToken,
    @DefaultValue("60s") Duration code,
    @DefaultValue Lock lock,
    @DefaultValue("30s") Duration recheck,
    @DefaultValue("") String adminPassword,
    @DefaultValue SignIn signIn,
    @DefaultValue List<Client> clients) {

  private static final int SHORTEST_PASSWORD = 12;

  AuthorizationProperties {
    clients = List.copyOf(clients);
    if (accessToken.isNegative() || accessToken.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "mortar.authorization.access-token must be at most an hour: " + accessToken);
    }
    if (!adminPassword.isEmpty() && adminPassword.length() < SHORTEST_PASSWORD) {
      throw new IllegalArgumentException(
          "mortar.authorization.admin-password must have at least 12 characters.");
    }
  }

  /** Secrets stay out of logs and error messages. */
  @Override
  public String toString() {
    return "AuthorizationProperties[" + accessToken + ", " + clients + "]";
  }

  /**
   * @param secondFactor codes of the roles that must have a second factor
   * @param longest how long a sign-in lasts, however busy
   * @param idle how long it lasts unused
   * @param activateWithin how long somebody invited has to come in before the account is closed
   * @param triesPerMinute how often one address may try a secret
   * @param rememberedPasswords so many passwords of a person, the one in use among them, may not be
   *     taken again; 0 for none
   * @param longestPasswordAge then a password must be replaced at the next sign-in; 0 for never
   * @param breachedPasswords a file of sorted SHA-1 hashes, one a line; empty for none
   */
  record SignIn(
      @DefaultValue List<String> secondFactor,
      @DefaultValue("12h") Duration longest,
      @DefaultValue("15m") Duration idle,
      @DefaultValue("14d") Duration activateWithin,
      @DefaultValue("300") int triesPerMinute,
      @DefaultValue("8") int rememberedPasswords,
      @DefaultValue("0") Duration longestPasswordAge,
      @DefaultValue("") String breachedPasswords) {
    private static final int MOST_REMEMBERED = 24;

    SignIn {
      secondFactor = List.copyOf(secondFactor);
      for (String role : secondFactor) {
        if (Role.ofCode(role).isEmpty()) {
          throw new IllegalArgumentException(
              "mortar.authorization.sign-in.second-factor has the unknown role " + role);
        }
      }
      if (!longest.isPositive() || !idle.isPositive() || !activateWithin.isPositive()) {
        throw new IllegalArgumentException(
            "mortar.authorization.sign-in.longest, .idle and .activate-within must be longer than"
                + " nothing.");
      }
      if (rememberedPasswords < 0 || rememberedPasswords > MOST_REMEMBERED) {
        throw new IllegalArgumentException(
            "mortar.authorization.sign-in.remembered-passwords must be 0 to 24: each costs the"
                + " time of a sign-in when a password is chosen.");
      }
      if (longestPasswordAge.isNegative()) {
        throw new IllegalArgumentException(
            "mortar.authorization.sign-in.longest-password-age must be 0 (never) or longer.");
      }
      if (triesPerMinute < 1) {
        throw new IllegalArgumentException(
            "mortar.authorization.sign-in.tries-per-minute must be at least 1.");
      }
    }
  }

  /**
   * @param failures wrong passwords in a row before the account waits
   * @param first the first wait, doubled with each further failure
   * @param longest the longest wait, so that nobody can lock a colleague out for good
   */
  record Lock(
      @DefaultValue("5") int failures,
      @DefaultValue("30s") Duration first,
      @DefaultValue("15m") Duration longest) {}

  /**
   * @param role code of a role for programs, such as {@code system-lab}
   * @param scopes what it may ask for, as {@code system/Observation.crus}
   */
  record Client(String id, String secret, String role, List<String> scopes) {
    private static final int SHORTEST_SECRET = 16;

    Client {
      scopes = List.copyOf(scopes);
      if (Role.ofCode(role).isEmpty()) {
        throw new IllegalArgumentException("Client " + id + " has the unknown role " + role);
      }
      if (secret.length() < SHORTEST_SECRET) {
        throw new IllegalArgumentException(
            "The secret of client " + id + " must have at least 16 characters.");
      }
    }

    /** The secret stays out of logs and error messages. */
    @Override
    public String toString() {
      return "Client[" + id + ", " + role + "]";
    }
  }
}
