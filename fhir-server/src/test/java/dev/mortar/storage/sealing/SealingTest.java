package dev.mortar.storage.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import dev.mortar.authorization.Seal;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class SealingTest {
  private static final String JSON =
      """
      {"resourceType":"Patient","text":{"status":"generated","div":"<div>No. 987-65-4321</div>"},\
      "identifier":[{"system":"http://hl7.org/fhir/sid/us-ssn","value":"987-65-4321"}],"active":true}""";

  private final String older = key();
  private final String newer = key();
  private final DataSource database =
      new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final Failures failures = new Failures();

  SealingTest() {
    Flyway.configure().dataSource(database).locations("classpath:db/storage").load().migrate();
  }

  @Test
  void aStoredTextHoldsNoNumberAndComesBackWhole() {
    String stored = sealing(older).sealed(7, JSON);
    assertThat(stored).doesNotContain("987-65-4321").contains("\"active\":true");
    assertThat(sealing(older).opened(7, stored)).isEqualTo(JSON);
  }

  @Test
  void whatIsNotSensitiveIsNotTouchedAndMakesNoKey() {
    String json = "{\"resourceType\":\"Patient\",\"active\":true}";
    assertThat(sealing(older).sealed(7, json)).isSameAs(json);
    assertThat(sealing(older).opened(7, json)).isSameAs(json);
    assertThat(owners()).isEmpty();
  }

  @Test
  void eachResourceHasAKeyOfItsOwnForAllItsVersions() {
    Sealing sealing = sealing(older);
    sealing.sealed(7, JSON);
    sealing.sealed(7, JSON);
    sealing.sealed(8, JSON);
    assertThat(owners()).containsExactlyInAnyOrder("resource/7", "resource/8");
  }

  @Test
  void withoutItsKeyAResourceIsServedWithoutTheValueAndTheHealthSaysSo() {
    String stored = sealing(older).sealed(7, JSON);
    assertThat(failures.health().getStatus()).isEqualTo(Status.UP);
    jdbc.update("delete from mortar_data_key");
    assertThat(sealing(older).opened(7, stored))
        .contains("data-absent-reason", "\"masked\"", "No. [masked]", "\"active\":true")
        .doesNotContain("987-65-4321", "mortar-sealed");
    assertThat(failures.health().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void whatCannotBeOpenedIsNotWrittenOverUntilItOpensAgain() {
    String stored = sealing(older).sealed(7, JSON);
    String masked = sealing(newer).opened(7, stored);
    assertThatExceptionOfType(UnclassifiedServerFailureException.class)
        .isThrownBy(() -> sealing(newer).sealed(7, masked))
        .withMessageContaining("sealingHealth");
    assertThat(sealing(newer).sealed(8, JSON)).doesNotContain("987-65-4321");
    assertThat(sealing(older).opened(7, stored)).isEqualTo(JSON);
    assertThat(sealing(older).sealed(7, JSON)).doesNotContain("987-65-4321");
  }

  @Test
  void theKeyOfAnotherInstallationOpensNothing() {
    String stored = sealing(older).sealed(7, JSON);
    assertThat(sealing(newer).opened(7, stored)).contains("masked").doesNotContain("987-65");
  }

  @Test
  void aTextThatWasMovedToAnotherResourceDoesNotOpen() {
    String stored = sealing(older).sealed(7, JSON);
    sealing(older).sealed(8, JSON);
    assertThat(sealing(older).opened(8, stored)).contains("masked").doesNotContain("987-65");
  }

  @Test
  void whoIsForgottenCannotBeOpenedFromACopy() {
    Sealing sealing = sealing(older);
    String copy = sealing.sealed(7, JSON);
    sealing.forget(List.of(7L));
    assertThat(sealing.opened(7, copy)).doesNotContain("987-65-4321");
    assertThat(owners()).isEmpty();
  }

  @Test
  void aKeyThatWentWithItsTransactionIsNotUsedAgain() {
    Sealing sealing = sealing(older);
    var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    transaction.executeWithoutResult(
        status -> {
          sealing.opened(7, sealing.sealed(7, JSON));
          status.setRollbackOnly();
        });
    assertThat(sealing.opened(7, sealing.sealed(7, JSON))).isEqualTo(JSON);
  }

  @Test
  void aNewKeyOpensWhatTheOldOneSealedAndReplacesItEverywhere() {
    String stored = sealing(older).sealed(7, JSON);
    String hashed = sealing(older).hashed("987-65-4321");
    LongStream.range(100, 700).forEach(pid -> keys(older).forSealing(DataKeys.resource(pid)));

    DataKeys both = keys(newer, older);
    for (var at = both.sealAnew(""); at.isPresent(); at = both.sealAnew(at.get())) {
      assertThat(at.get()).isNotEmpty();
    }

    assertThat(sealing(newer).opened(7, stored)).isEqualTo(JSON);
    assertThat(sealing(newer).hashed("987-65-4321")).isEqualTo(hashed);
    assertThat(keys(newer).forOpening(DataKeys.resource(699))).isPresent();
  }

  @Test
  void theHashInTheIndexIsNoHashThatAnybodyCanMake() {
    String hashed = sealing(older).hashed("987-65-4321");
    assertThat(hashed).isEqualTo(sealing(older).hashed("987-65-4321")).hasSizeLessThan(200);
    jdbc.update("delete from mortar_data_key");
    assertThat(sealing(older).hashed("987-65-4321")).isNotEqualTo(hashed);
  }

  @Test
  void theHashOfATextLiesSealedBesideIt() {
    String hex = "0f".repeat(32);
    String stored = sealing(older).sealedHash(hex);
    assertThat(stored).isNotEqualTo(hex).hasSizeLessThanOrEqualTo(64);
    assertThat(sealing(older).openedHash(stored)).isEqualTo(hex);
    assertThat(sealing(older).openedHash(hex)).isEqualTo(hex);
  }

  @Test
  void switchedOffItSealsNoMoreAndStillOpens() {
    String stored = sealing(older).sealed(7, JSON);
    Sealing off = sealing(false, older);
    assertThat(off.sealed(7, JSON)).isEqualTo(JSON);
    assertThat(off.opened(7, stored)).isEqualTo(JSON);
  }

  private List<String> owners() {
    return jdbc.queryForList("select owner from mortar_data_key", String.class);
  }

  private Sealing sealing(String... secrets) {
    return sealing(true, secrets);
  }

  private Sealing sealing(boolean enabled, String... secrets) {
    return new Sealing(
        new Sensitive(Set.of("http://hl7.org/fhir/sid/us-ssn"), Set.of("SS")),
        enabled,
        keys(secrets),
        new Ciphers(new SecureRandom()),
        failures);
  }

  private DataKeys keys(String... secrets) {
    return new DataKeys(database, false, Seal.of(secrets), new Ciphers(new SecureRandom()));
  }

  private static String key() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
