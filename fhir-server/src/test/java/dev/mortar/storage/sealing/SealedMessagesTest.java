package dev.mortar.storage.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.authorization.Seal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class SealedMessagesTest {
  private static final byte[] RAW =
      "MSH|^~\\&|A\rPID|1||77||Example^Anna|||||||||||||987-65-4321"
          .getBytes(StandardCharsets.US_ASCII);

  private final DataSource database =
      new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final Failures failures = new Failures();
  private final Seal seal = Seal.of(Base64.getEncoder().encodeToString(new byte[32]));

  SealedMessagesTest() {
    Flyway.configure().dataSource(database).locations("classpath:db/storage").load().migrate();
  }

  @Test
  void aStoredMessageIsNotReadableAndComesBackWhole() {
    byte[] stored = messages(true, "2026-11-23").seal(RAW);
    assertThat(new String(stored, StandardCharsets.ISO_8859_1))
        .doesNotContain("987-65-4321", "Anna");
    assertThat(messages(true, "2027-01-01").open(stored)).isEqualTo(RAW);
  }

  @Test
  void eachDayHasAKey() {
    messages(true, "2026-11-23").seal(RAW);
    messages(true, "2026-11-23").seal(RAW);
    messages(true, "2026-11-24").seal(RAW);
    assertThat(jdbc.queryForList("select owner from mortar_data_key", String.class))
        .containsExactlyInAnyOrder("messages/2026-11-23", "messages/2026-11-24");
  }

  @Test
  void whatWasStoredBeforeIsReadAsItIs() {
    assertThat(messages(true, "2026-11-23").open(RAW)).isEqualTo(RAW);
    assertThat(messages(true, "2026-11-23").isSealed(RAW)).isFalse();
    assertThat(messages(true, "2026-11-23").seal(new byte[0])).isEmpty();
  }

  @Test
  void switchedOffItSealsNoMoreAndStillOpens() {
    byte[] stored = messages(true, "2026-11-23").seal(RAW);
    SealedMessages off = messages(false, "2026-11-23");
    assertThat(off.seal(RAW)).isEqualTo(RAW);
    assertThat(off.open(stored)).isEqualTo(RAW);
  }

  @Test
  void bytesThatLookSealedAreAMessageLikeAnyOther() {
    byte[] stored = messages(true, "2026-11-23").seal(RAW);
    for (boolean enabled : List.of(true, false)) {
      SealedMessages messages = messages(enabled, "2026-11-23");
      assertThat(messages.open(messages.seal(stored))).isEqualTo(stored);
    }
  }

  @Test
  void aLineThatIsASensitiveNumberIsNamedByItsHash() {
    SealedMessages messages = messages(true, "2026-11-23");
    String line = messages.name("http://hl7.org/fhir/sid/us-ssn|987-65-4321");
    assertThat(line).startsWith("http://hl7.org/fhir/sid/us-ssn|hmac-").doesNotContain("987");
    assertThat(messages.names("987-65-4321"))
        .containsExactlyInAnyOrder("987-65-4321", line.substring(line.indexOf('|') + 1));
    assertThat(messages.name("urn:x|987-65-4321"))
        .isEqualTo("urn:x|" + line.substring(line.indexOf('|') + 1));
    for (String other : List.of("urn:mrn|7", "urn:mrn|987654321", "sender|A|B", "7")) {
      assertThat(messages.name(other)).isEqualTo(other);
    }
  }

  @Test
  void withoutItsKeyAMessageWaitsForItAndTheHealthSaysSo() {
    byte[] stored = messages(true, "2026-11-23").seal(RAW);
    jdbc.update("delete from mortar_data_key");
    assertThatThrownBy(() -> messages(true, "2026-11-23").open(stored))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("2026-11-23");
    assertThat(failures.health().getStatus()).isEqualTo(Status.DOWN);
  }

  private SealedMessages messages(boolean enabled, String day) {
    var ciphers = new Ciphers(new SecureRandom());
    var keys = new DataKeys(database, false, seal, ciphers);
    var sensitive = new Sensitive(Set.of("http://hl7.org/fhir/sid/us-ssn"), Set.of("SS"));
    return new SealedMessages(
        new Sealing(sensitive, true, keys, ciphers, failures),
        new DaySeal(
            DaySeal.Kind.MESSAGE,
            keys,
            ciphers,
            enabled,
            failures,
            Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC)));
  }
}
