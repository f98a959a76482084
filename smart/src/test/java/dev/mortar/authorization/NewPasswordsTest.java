package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

class NewPasswordsTest {
  private static final String FIRST = "the very first long one";

  private final TestClock clock = new TestClock();
  private final JdbcClient jdbc = TestDatabase.jdbc();
  private final PasswordEncoder encoder = PasswordHashes.encoder();
  private final JdbcAccounts accounts = new JdbcAccounts(jdbc, encoder, clock);

  @BeforeEach
  void annaHasAnAccount() {
    accounts.save(
        new Account("anna", "Anna", Role.MANAGER, "Practitioner/anna", Optional.empty(), true),
        FIRST);
  }

  @Test
  void theLastOnesMayNotBeTakenAgainAndTheOneBeforeThemMay() {
    NewPasswords passwords = remembering(3);
    for (int i = 0; i < 3; i++) {
      assertThat(refused(passwords, FIRST)).isTrue();
      clock.advance(Duration.ofDays(1));
      passwords.replace("anna", "another long one " + i);
      assertThat(refused(passwords, "another long one " + i)).isTrue();
    }
    assertThat(refused(passwords, FIRST)).isFalse();
    assertThat(refused(passwords, "another long one 0")).isTrue();
    assertThat(kept()).isEqualTo(2);
  }

  @Test
  void anInvitationDoesNotLeadAroundIt() {
    NewPasswords passwords = remembering(8);
    passwords.open("anna", "another long one");
    assertThat(refused(passwords, FIRST)).isTrue();
    assertThat(refused(passwords, "another long one")).isTrue();
    assertThat(refused(passwords, "a third one, long enough")).isFalse();
  }

  @Test
  void nothingIsRememberedWhereNothingIsToBe() {
    NewPasswords passwords = remembering(0);
    passwords.replace("anna", "another long one");
    assertThat(refused(passwords, FIRST)).isFalse();
    assertThat(refused(passwords, "another long one")).isFalse();
    assertThat(kept()).isZero();
  }

  @Test
  void onlyHashesAreKept() {
    remembering(8).replace("anna", "another long one");
    assertThat(jdbc.sql("select password_hash from smart_past_password").query(String.class).list())
        .singleElement()
        .satisfies(
            hash -> {
              assertThat(hash).startsWith("$argon2id$").doesNotContain(FIRST);
              assertThat(encoder.matches(FIRST, hash)).isTrue();
            });
  }

  @Test
  void whatOthersHadIsNobodysBusiness() {
    accounts.save(
        new Account("bert", "Bert", Role.MANAGER, "Practitioner/bert", Optional.empty(), true),
        "what bert has had so far");
    assertThat(refused(remembering(8), "what bert has had so far")).isFalse();
  }

  @Test
  void theTwoMustBeTheSameAndGood() {
    NewPasswords passwords = remembering(8);
    assertThat(passwords.refusal("anna", "a third long one", "a third longer one")).isPresent();
    assertThat(passwords.refusal("anna", "short", "short")).isPresent();
  }

  private NewPasswords remembering(int length) {
    return new NewPasswords(
        accounts,
        new PasswordRules(Optional.empty()),
        new PasswordHistory(jdbc, encoder, clock, length));
  }

  private static boolean refused(NewPasswords passwords, String password) {
    return passwords.refusal("anna", password, password).isPresent();
  }

  private int kept() {
    return jdbc.sql("select count(*) from smart_past_password").query(Integer.class).single();
  }
}
