package dev.mortar.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * {@code Demo BASE MLLP-PORT SAMPLES [STORY]}: tells the stories to a running server and prints the
 * thread of each, from the message to the message to the patient.
 */
public final class Demo {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration WORK = Duration.ofSeconds(4);
  private static final Duration LAST_REMINDER = Duration.ofHours(2);
  private static final Duration LEAD = Duration.ofSeconds(8);

  private final Mortar mortar;
  private final Trail trail;
  private final PrintStream out;

  Demo(Mortar mortar, PrintStream out) {
    this.mortar = mortar;
    this.trail = new Trail(mortar);
    this.out = out;
  }

  /** Ends with 1 if the server does not answer or a message was not accepted. */
  public static void main(String[] args) throws IOException {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Mortar server = Mortar.anonymous(URI.create(args[0]));
    Mortar mortar;
    try {
      mortar = server.as("manager");
    } catch (UncheckedIOException nobody) {
      System.err.println("Nobody answers at " + args[0] + ": start Mortar first (make run).");
      System.exit(1);
      return;
    }
    String run =
        "-" + Long.toString(Clock.systemUTC().millis() / 1000, 36).toUpperCase(Locale.ROOT);
    var demo = new Demo(mortar, out);
    boolean good = true;
    try (var connection = new MllpConnection("127.0.0.1", Integer.parseInt(args[1]), PATIENCE)) {
      for (Story story : Story.all(Path.of(args[2]))) {
        if (args.length < 4 || args[3].isEmpty() || args[3].equals(story.name())) {
          good &= demo.tell(near(story.told(run, Clock.systemUTC())), connection);
        }
      }
    }
    out.println("Messages to patients: " + args[0] + "/demo/outbox");
    System.exit(good ? 0 : 1);
  }

  /** A new appointment begins so soon that its last reminder is due while we look. */
  private static Story near(Story story) {
    if (!story.name().equals("appointment-booked")) {
      return story;
    }
    var begin = Clock.systemUTC().instant().plus(LAST_REMINDER).plus(LEAD);
    return new Story(
        story.name(),
        story.messages().stream().map(message -> message.withAppointmentAt(begin)).toList());
  }

  private boolean tell(Story story, MllpConnection connection) throws IOException {
    out.println();
    out.println("── " + story.name());
    boolean good = true;
    for (Hl7Text message : story.messages()) {
      long start = System.nanoTime();
      Instant told = Clock.systemUTC().instant();
      var ack = new Hl7Text(connection.send(message.text()));
      String code = ack.field("MSA", 1);
      out.printf("   message    %s %s%n", message.type(), message.controlId());
      out.printf("   answer     %s after %d ms%n", code, millisSince(start));
      good &= code.endsWith("A") && follow(message.controlId(), told);
    }
    return good;
  }

  private boolean follow(String controlId, Instant told) {
    long start = System.nanoTime();
    var stored = trail.message(controlId, PATIENCE);
    if (stored.isEmpty()) {
      out.println(
          "   not done   "
              + trail.newest(controlId).map(JsonNode::toString).orElse("not in the inbox"));
      return false;
    }
    JsonNode message = stored.get();
    Set<String> resources = Trail.resources(message);
    JsonNode coverage = message.path("coverage");
    out.printf("   resources  %s%n", String.join(" ", resources.stream().limit(8).toList()));
    out.printf(
        "              values: %d, mapped %d, kept %d, reported %d, lost %d%n",
        coverage.path("atoms").asInt(),
        coverage.path("mapped").asInt(),
        coverage.path("kept").asInt(),
        coverage.path("reported").asInt(),
        coverage.path("lost").asInt());
    Trail.patient(resources).ifPresent(patient -> work(patient, resources, told, start));
    return true;
  }

  private void work(String patient, Set<String> resources, Instant told, long start) {
    var subjects = new TreeSet<>(resources);
    Await.until(WORK, () -> caused(patient, resources).anyMatch(each -> changedSince(each, told)));
    long waited = millisSince(start);
    standStill(patient, resources);
    for (JsonNode task : trail.tasks(patient, resources)) {
      subjects.add("Task/" + task.path("id").asText());
      print(task, waited);
    }
    for (JsonNode request : trail.planned(patient, subjects)) {
      printMessage(request);
    }
  }

  private Stream<JsonNode> caused(String patient, Set<String> resources) {
    return Stream.concat(
        trail.tasks(patient, resources).stream(), trail.planned(patient, resources).stream());
  }

  private static boolean changedSince(JsonNode resource, Instant moment) {
    var changed = OffsetDateTime.parse(resource.at("/meta/lastUpdated").asText()).toInstant();
    return !changed.isBefore(moment);
  }

  /** Waits until two looks in a row see the same: one message may change several resources. */
  private void standStill(String patient, Set<String> resources) {
    var seen = new ArrayList<List<JsonNode>>();
    Await.until(
        WORK,
        () -> {
          seen.add(caused(patient, resources).toList());
          return seen.size() > 1 && seen.getLast().equals(seen.get(seen.size() - 2));
        });
  }

  private void print(JsonNode task, long waited) {
    Score score = Score.of(task);
    out.printf(
        "   task       %s, %s, %s, score %s, seen %d ms after the answer%n",
        task.at("/code/coding/0/code").asText(),
        task.path("priority").asText(),
        task.path("status").asText(),
        score.value(),
        waited);
    for (Score.Factor factor : score.factors()) {
      out.printf("              %+5.1f  %s%n", factor.points(), factor.label());
    }
    out.println("              " + mortar.base() + "/app/thread/Task/" + task.path("id").asText());
  }

  private void printMessage(JsonNode request) {
    var due = OffsetDateTime.parse(request.path("occurrenceDateTime").asText()).toInstant();
    boolean active = request.path("status").asText().equals("active");
    if (active && due.isBefore(Clock.systemUTC().instant().plus(LEAD))) {
      Await.until(LEAD.plus(WORK), () -> !trail.sent(request).isEmpty());
    }
    out.printf(
        "   to patient %s, %s, for %s%n",
        request.at("/category/0/coding/0/code").asText(),
        request.path("status").asText(),
        request.path("occurrenceDateTime").asText());
    for (JsonNode sent : trail.sent(request)) {
      out.printf(
          "              %s by %s at %s%n              %s/app/thread/Communication/%s%n",
          sent.path("status").asText(),
          sent.at("/medium/0/coding/0/code").asText(),
          sent.path("sent").asText("-"),
          mortar.base(),
          sent.path("id").asText());
    }
  }

  private static long millisSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }
}
