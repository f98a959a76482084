package dev.mortar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments under a feed of all mapped message types on 8 connections.
 *
 * <p>The short form runs always; the long form is {@code -Dkill.rounds=20 -Dkill.messages=2000}.
 */
final class KillIT {
  private static final int CONNECTIONS = 8;
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 2);
  private static final int COURSES = Integer.getInteger("kill.messages", 300) / Course.length();
  private static final Duration LIMIT = Duration.ofMinutes(3).plus(Duration.ofMinutes(ROUNDS));

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedIsThereOnceAndInOrderOnH2() throws Exception {
    feedAndKill(Program.onH2(folder.resolve("data")));
  }

  @Test
  void whatWasAcknowledgedIsThereOnceAndInOrderOnPostgres() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start()) {
      feedAndKill(
          Program.onPostgres(
              folder.resolve("data"), postgres.getJdbcUrl("postgres", "postgres"), "postgres"));
    }
  }

  private void feedAndKill(Program program) throws Exception {
    var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    try (program) {
      program
          .with("mortar.outreach.email.host", "127.0.0.1")
          .with("mortar.outreach.email.port", mail.getSmtp().getPort())
          .with("mortar.outreach.email.encryption", "NONE")
          .with("mortar.outreach.policy.earliest", "00:00")
          .with("mortar.outreach.policy.latest", "23:59:59")
          .start();
      List<Course> courses = courses();
      feed(program, courses);
      check(program, courses);
      assertThat(mails(mail)).allSatisfy((to, count) -> assertThat(count).as(to).isEqualTo(1));
    } finally {
      mail.stop();
    }
  }

  /** Their appointments are two hours and a little away, so that reminders fall due meanwhile. */
  private static List<Course> courses() {
    var courses = new ArrayList<Course>();
    String run = "K" + Long.toString(System.currentTimeMillis() / 1000 % 46_656, 36);
    for (int number = 0; number < COURSES; number++) {
      var visit = Course.now().plusHours(2).plusSeconds(30 + number % 60);
      courses.add(new Course(run, number, Course.now().minusMinutes(5), visit));
    }
    return courses;
  }

  private static void feed(Program program, List<Course> courses) throws Exception {
    var acknowledged = new AtomicInteger();
    int all = courses.size() * Course.length();
    var random = new Random(42);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var senders = new ArrayList<Future<?>>();
      for (int lane = 0; lane < CONNECTIONS; lane++) {
        senders.add(threads.submit(new Sender(program, lane(courses, lane), acknowledged, LIMIT)));
      }
      for (int round = 1; round <= ROUNDS; round++) {
        int moment = all * round / (ROUNDS + 1) + random.nextInt(Math.max(1, all / (4 * ROUNDS)));
        assertThat(Await.until(LIMIT, () -> acknowledged.get() >= moment)).isTrue();
        program.kill();
        program.start();
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
    }
    assertThat(acknowledged).hasValue(all);
  }

  /** The courses of one connection, interleaved, so that their messages alternate. */
  private static List<String> lane(List<Course> courses, int lane) {
    var messages = new ArrayList<String>();
    for (int step = 0; step < Course.length(); step++) {
      for (int number = lane; number < courses.size(); number += CONNECTIONS) {
        messages.add(courses.get(number).messages().get(step));
      }
    }
    return messages;
  }

  private static void check(Program program, List<Course> courses) {
    Mortar mortar = program.as("manager");
    var trail = new Trail(mortar);
    int all = courses.size() * Course.length();
    Await.until(Duration.ofMinutes(2), () -> unfinished(mortar, all) == 0);
    assertThat(states(mortar, all))
        .hasSize(all)
        .allSatisfy((id, state) -> assertThat(state).as(id).isEqualTo("DONE"));
    for (Course course : courses) {
      checkPatient(trail, course);
    }
  }

  private static long unfinished(Mortar mortar, int all) {
    return all - states(mortar, all).values().stream().filter("DONE"::equals).count();
  }

  /** The state of each message of the feed; a control id that is there twice is an error. */
  private static Map<String, String> states(Mortar mortar, int all) {
    var states = new HashMap<String, String>();
    for (JsonNode row : mortar.json("/api/hl7/messages?limit=" + Math.min(1000, all + 50))) {
      String controlId = row.at("/heading/controlId").asText();
      if (controlId.startsWith("K")) {
        assertThat(states.put(controlId, row.path("state").asText().toUpperCase(Locale.ROOT)))
            .as("second row for %s", controlId)
            .isNull();
      }
    }
    return states;
  }

  private static void checkPatient(Trail trail, Course course) {
    List<JsonNode> patients = trail.search("Patient?identifier=" + course.patient());
    assertThat(patients).as(course.patient()).hasSize(1);
    String id = patients.getFirst().path("id").asText();
    assertThat(trail.search("Observation?subject=Patient/" + id)).as(course.patient()).hasSize(2);
    assertThat(trail.search("Encounter?subject=Patient/" + id)).as(course.patient()).hasSize(1);
    assertThat(trail.search("Appointment?patient=Patient/" + id)).as(course.patient()).hasSize(1);
    assertThat(phones(trail, id)).as(course.patient()).isSorted().doesNotHaveDuplicates();
  }

  /** The telephone numbers of the versions, oldest first, without repetitions of the same. */
  private static List<String> phones(Trail trail, String id) {
    var phones = new ArrayList<String>();
    for (JsonNode version : trail.search("Patient/" + id + "/_history?_count=50").reversed()) {
      String phone = version.at("/telecom/0/value").asText();
      if (phones.isEmpty() || !phones.getLast().equals(phone)) {
        phones.add(phone);
      }
    }
    return phones;
  }

  private static Map<String, Integer> mails(GreenMail mail) throws IOException {
    var mails = new HashMap<String, Integer>();
    try {
      for (var message : mail.getReceivedMessages()) {
        for (var recipient : message.getAllRecipients()) {
          mails.merge(recipient.toString(), 1, Integer::sum);
        }
      }
    } catch (MessagingException e) {
      throw new IOException(e);
    }
    return mails;
  }
}
