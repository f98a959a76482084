package dev.mortar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments under a feed of all mapped message types on 8 connections,
 * while another system is told of what the feed changes.
 *
 * <p>The short form runs always; the long form is {@code -Dkill.rounds=20 -Dkill.messages=2000}. A
 * run is repeated with the seed that it printed: {@code -Dkill.seed=…}.
 */
final class KillIT {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 2);
  private static final int COURSES = Integer.getInteger("kill.messages", 96) / Course.length();
  private static final long SEED = Long.getLong("kill.seed", System.nanoTime());

  /** About how long one message waits for its work on two busy cores. */
  private static final Duration WORK = Duration.ofMillis(50);

  private static final Duration LAST_REMINDER = Duration.ofHours(2);

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedIsThereOnceAndToldInOrderOnH2() throws Exception {
    rounds("H2", Program.onH2(folder.resolve("data")));
  }

  @Test
  void whatWasAcknowledgedIsThereOnceAndToldInOrderOnPostgres() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start()) {
      rounds(
          "PostgreSQL",
          Program.onPostgres(
              folder.resolve("data"), postgres.getJdbcUrl("postgres", "postgres"), "postgres"));
    }
  }

  private static void rounds(String store, Program program) throws Exception {
    say("%s: %d rounds, -Dkill.seed=%d", store, ROUNDS, SEED);
    var random = new Random(SEED);
    var all = new ArrayList<Course>();
    try (var carriers = new Carriers();
        var told = new Told();
        program) {
      carriers.into(program).start();
      told.hearOf(program);
      for (int round = 1; round <= ROUNDS; round++) {
        List<Course> courses = courses(all.size());
        all.addAll(courses);
        round(store + " " + round, program, feed(courses, random), told);
      }
      checkReminders(carriers, all);
    }
  }

  private static void round(String name, Program program, Feed feed, Told told) throws Exception {
    Instant begin = Instant.now();
    feed.send(program);
    Instant acknowledged = Instant.now();
    Optional<String> cutOff = told.cutOff(program);
    if (cutOff.isPresent()) {
      program.start();
    }
    var applied = new Applied(program.as("manager"), begin);
    applied.await(feed.messages());
    Instant done = Instant.now();
    applied.checkEachOnce(feed.controlIds());
    applied.checkPatients(feed.courses());
    var announced = new Announced(program.as("manager"), told);
    announced.await(feed.courses());
    announced.check(feed.courses());
    cutOff.ifPresent(announced::checkTwice);
    say(
        "%s: %d messages were told to another system so far, %d of them again",
        name, told.heard().size(), announced.repeats());
    say(
        "%s: %d messages, killed %s after acknowledgement %d; all acknowledged in %s, applied in %s, all tasks in %s",
        name,
        feed.messages(),
        feed.delay(),
        feed.acknowledgements(),
        Duration.between(begin, acknowledged),
        Duration.between(begin, done),
        Duration.between(begin, Instant.now()));
  }

  private static Feed feed(List<Course> courses, Random random) {
    List<List<String>> stories = Samples.stories(courses.getFirst().patient());
    int all = new Feed(courses, stories, 0, Duration.ZERO).messages();
    long lag = Math.max(1, WORK.multipliedBy(all).toMillis());
    Duration delay = Duration.ofMillis(random.nextLong(lag));
    return new Feed(courses, stories, random.nextInt(all + 1), delay);
  }

  /** Their appointments are two hours and a little away, so that reminders fall due meanwhile. */
  private static List<Course> courses(int first) {
    var courses = new ArrayList<Course>();
    String run = "K" + Long.toString(System.currentTimeMillis() / 1000 % 46_656, 36);
    LocalDateTime due = Course.now().plus(LAST_REMINDER).plusSeconds(30);
    Duration feed = WORK.multipliedBy(2L * COURSES * Course.length());
    for (int number = 0; number < COURSES; number++) {
      LocalDateTime visit = due.plus(feed.multipliedBy(number).dividedBy(COURSES));
      courses.add(new Course(run, first + number, Course.now().minusMinutes(5), visit));
    }
    return courses;
  }

  private static void checkReminders(Carriers carriers, List<Course> courses) throws Exception {
    LocalDateTime end = courses.getLast().visit().minus(LAST_REMINDER).plusSeconds(5);
    Await.until(Duration.ofMinutes(10), () -> Course.now().isAfter(end));
    Map<String, Integer> messages = carriers.messages();
    assertThat(messages).allSatisfy((message, times) -> assertThat(times).as(message).isEqualTo(1));
    long mails = messages.keySet().stream().filter(key -> key.startsWith("mail")).count();
    say(
        "messages to patients, each handed over once: %d mails, %d SMS",
        mails, messages.size() - mails);
    assertThat(messages).isNotEmpty();
  }

  private static void say(String text, Object... values) {
    System.out.println(text.formatted(values));
  }
}
