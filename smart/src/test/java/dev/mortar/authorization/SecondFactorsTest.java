package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class SecondFactorsTest {
  private static final String ANNA = "anna";

  private final TestClock clock = new TestClock();
  private final JdbcClient jdbc = TestDatabase.jdbc();
  private final SecondFactors factors =
      new SecondFactors(jdbc, TestSeal.both(), clock, new SecureRandom());

  @BeforeEach
  void annaHasAnAccount() {
    new JdbcAccounts(jdbc, Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8(), clock)
        .save(
            new Account(ANNA, "Anna", Role.MANAGER, "Practitioner/anna", Optional.empty(), true),
            "a long password");
  }

  /** The values of RFC 6238, appendix B, of which telephones show the last six digits. */
  @ParameterizedTest
  @CsvSource({"59, 287082", "1111111109, 081804", "1234567890, 005924", "20000000000, 353130"})
  void theCodesAreThoseOfTheStandard(long seconds, String code) {
    String secret = Totp.encode("12345678901234567890".getBytes());
    assertThat(secret).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assertThat(Totp.code(secret, seconds / 30)).isEqualTo(code);
  }

  @Test
  void withoutASecondFactorNoCodeIsNeeded() {
    assertThat(factors.accepts(ANNA, "")).isTrue();
    assertThat(factors.has(ANNA)).isFalse();
  }

  @Test
  void aWrongCodeTakesNothingIntoUse() {
    assertThat(factors.enrol(ANNA, factors.newSecret(), "000")).isEmpty();
    assertThat(factors.has(ANNA)).isFalse();
  }

  @Test
  void aCodeIsTakenOnceAndOnlyInItsTime() {
    String secret = enrolled().secret();
    assertThat(factors.accepts(ANNA, "")).isFalse();
    assertThat(factors.accepts(ANNA, code(secret))).as("used to enrol").isFalse();
    clock.advance(Duration.ofSeconds(30));
    String code = code(secret);
    assertThat(factors.accepts(ANNA, " " + code + " ")).isTrue();
    assertThat(factors.accepts(ANNA, code)).isFalse();
    clock.advance(Duration.ofSeconds(90));
    assertThat(factors.accepts(ANNA, code)).isFalse();
    assertThat(factors.accepts(ANNA, code(secret))).isTrue();
  }

  @Test
  void eachRecoveryCodeWorksOnce() {
    List<String> recovery = enrolled().recovery();
    assertThat(recovery).hasSize(10).doesNotHaveDuplicates();
    for (String code : recovery) {
      assertThat(factors.accepts(ANNA, code.toLowerCase())).isTrue();
      assertThat(factors.accepts(ANNA, code)).isFalse();
    }
  }

  @Test
  void aFactorThatWasTakenOutAsksForNothing() {
    List<String> recovery = enrolled().recovery();
    factors.remove(ANNA);
    assertThat(factors.has(ANNA)).isFalse();
    assertThat(jdbc.sql("select count(*) from smart_recovery_code").query(Integer.class).single())
        .isZero();
    assertThat(recovery).isNotEmpty();
  }

  @Test
  void theSecretIsSealedAlsoThatOfAnEarlierVersion() {
    String secret = enrolled().secret();
    assertThat(stored()).startsWith("sealed:").doesNotContain(secret);
    jdbc.sql("update smart_account set totp_secret = ?").param(secret).update();
    factors.sealAnew();
    assertThat(stored()).startsWith("sealed:");
    clock.advance(Duration.ofSeconds(30));
    assertThat(factors.accepts(ANNA, code(secret))).isTrue();
  }

  private String stored() {
    return jdbc.sql("select totp_secret from smart_account").query(String.class).single();
  }

  private Enrolled enrolled() {
    String secret = factors.newSecret();
    return new Enrolled(secret, factors.enrol(ANNA, secret, code(secret)));
  }

  private String code(String secret) {
    return Totp.code(secret, clock.instant().getEpochSecond() / 30);
  }

  private record Enrolled(String secret, List<String> recovery) {}
}
