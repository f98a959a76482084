package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcLaunchesTest {
  private static final Launch LAUNCH =
      new Launch("app", "anna", true, "p1", "e1", List.of("Task/1"), "review");

  private final TestClock clock = new TestClock();
  private final JdbcClient jdbc = TestDatabase.jdbc();
  private final JdbcLaunches launches = new JdbcLaunches(jdbc, clock, new SecureRandom());

  @Test
  void aHandleOpensOnceForItsPersonAndItsApp() {
    String handle = launches.prepare(LAUNCH);
    assertThat(launches.take(handle, "other", "anna")).isEmpty();
    assertThat(launches.take(handle, "app", "bert")).isEmpty();
    assertThat(launches.take(handle + "x", "app", "anna")).isEmpty();
    assertThat(launches.taken(handle)).isEmpty();
    assertThat(launches.take(handle, "app", "anna")).contains(LAUNCH);
    assertThat(launches.take(handle, "app", "anna")).isEmpty();
    assertThat(launches.taken(handle)).contains(LAUNCH);
  }

  @Test
  void aHandleIsOpenForFiveMinutes() {
    String handle = launches.prepare(LAUNCH);
    clock.advance(Duration.ofMinutes(6));
    assertThat(launches.take(handle, "app", "anna")).isEmpty();
  }

  @Test
  void whatWasTakenIsKeptAsLongAsItIsUsed() {
    String handle = launches.prepare(LAUNCH);
    launches.take(handle, "app", "anna");
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofDays(90));
      assertThat(launches.taken(handle)).isPresent();
    }
    clock.advance(Duration.ofDays(101));
    assertThat(launches.taken(handle)).isEmpty();
  }

  @Test
  void theHandleItselfIsNotKept() {
    String handle = launches.prepare(LAUNCH);
    assertThat(jdbc.sql("select handle_hash from smart_launch").query(String.class).single())
        .isNotEqualTo(handle)
        .hasSize(64);
  }
}
