package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.access.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long somebody invited has to come in; on real tables. */
class ActivationTest {
  private static final Account NINA =
      new Account("nina", "Nina", Role.TECHNICIAN, "Practitioner/nina", Optional.empty(), false);

  private final TestClock clock = new TestClock();
  private final JdbcDataSource database = TestDatabase.source();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final TestPeople parts = TestPeople.on(database, clock, List.of());
  private final People people = parts.people();

  @BeforeEach
  void somebodyManages() {
    parts
        .accounts()
        .save(
            new Account("boss", "Boss", Role.MANAGER, "Practitioner/b", Optional.empty(), true),
            "a long password of a test");
  }

  @Test
  void whoDoesNotComeInWithinTheTimeForItIsClosedUntilInvitedAnew() {
    people.invite(NINA);
    assertThat(people.activationDeadlines())
        .containsEntry("nina", clock.instant().plus(Duration.ofDays(14)));
    clock.advance(Duration.ofDays(14).minusSeconds(1));
    people.resume("nina");
    assertThat(parts.accounts().find("nina").orElseThrow().active()).isTrue();
    assertThat(people.activationDeadlines()).isEmpty();
    people.suspend("nina");
    people.invite(NINA);
    clock.advance(Duration.ofDays(14));
    assertThatThrownBy(() -> people.resume("nina")).isInstanceOf(People.LapsedException.class);
    assertThat(parts.accounts().find("nina").orElseThrow().active()).isFalse();
    people.invite(NINA);
    people.resume("nina");
    assertThat(parts.accounts().find("nina").orElseThrow().active()).isTrue();
  }

  @Test
  void anAccountFromBeforeTheRuleKeepsItsRoleUntilItIsGivenAnew() {
    people.invite(NINA);
    assertThat(people.licenceWaived("nina", Role.TECHNICIAN)).isFalse();
    jdbc.sql("update smart_account set licence_waived = true").update();
    assertThat(people.licenceWaived("nina", Role.TECHNICIAN)).isTrue();
    assertThat(people.licenceWaived("nina", Role.STAFF_PHARMACIST)).isFalse();
    people.changeRole("nina", Role.STAFF_PHARMACIST);
    people.changeRole("nina", Role.TECHNICIAN);
    assertThat(people.licenceWaived("nina", Role.TECHNICIAN)).isFalse();
  }

  @Test
  void theMigrationWaivesWhatWasThereBefore() {
    JdbcDataSource old = new JdbcDataSource();
    old.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    var flyway = Flyway.configure().dataSource(old).locations("classpath:db/smart");
    flyway.target("7").load().migrate();
    JdbcClient.create(old)
        .sql(
            """
            insert into smart_account (username, display_name, role, fhir_user, password_hash,
              active, failed_attempts, created_at)
            values ('nina', 'Nina', 'technician', 'Practitioner/nina', 'x', true, 0,
              current_timestamp)""")
        .update();
    flyway.target("latest").load().migrate();
    People after = TestPeople.on(old, clock, List.of()).people();
    assertThat(after.licenceWaived("nina", Role.TECHNICIAN)).isTrue();
    assertThat(after.activationDeadlines()).isEmpty();
  }
}
