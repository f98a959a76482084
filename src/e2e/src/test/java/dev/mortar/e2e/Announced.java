package dev.mortar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a system that is told has heard of a feed, beside what the program says that it told. */
final class Announced {
  /** Due work that a kill cut off is begun again after half a minute. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final int MOST = 1000;

  private final Mortar mortar;
  private final Told told;

  Announced(Mortar mortar, Told told) {
    this.mortar = mortar;
    this.told = told;
  }

  /** Waits until the end of each course has been told, and nothing more is to be. */
  void await(List<Course> courses) {
    boolean complete =
        Await.until(
            LIMIT, () -> missing(courses).isEmpty() && outbox("waiting", "retry").isEmpty());
    assertThat(missing(courses)).as("not told").isEmpty();
    assertThat(complete).as("nothing waits to be told").isTrue();
  }

  /**
   * Each message of the outbox was heard; a repeat is the same to the byte, so that MSH-10 is
   * enough to drop it; of each resource nothing older came after something newer.
   */
  void check(List<Course> courses) {
    List<Hl7Text> heard = told.heard();
    var first = new HashMap<String, String>();
    for (Hl7Text message : heard) {
      String before = first.putIfAbsent(message.controlId(), message.text());
      assertThat(before == null || before.equals(message.text()))
          .as("a repeat of %s says the same", message.controlId())
          .isTrue();
    }
    List<JsonNode> sent = outbox("done");
    assertThat(outbox("failed")).isEmpty();
    for (JsonNode row : sent) {
      assertThat(first).containsKey(row.path("controlId").asText());
    }
    checkOrder(heard, sent);
    courses.forEach(course -> checkTelephones(course, heard));
  }

  /** What was heard and could not be acknowledged is told again, under the same MSH-10. */
  void checkTwice(String controlId) {
    long times = told.heard().stream().filter(it -> it.controlId().equals(controlId)).count();
    assertThat(times).as("%s was cut off and is told again", controlId).isGreaterThan(1);
  }

  /** How many messages were heard again. */
  long repeats() {
    List<Hl7Text> heard = told.heard();
    return heard.size() - heard.stream().map(Hl7Text::controlId).distinct().count();
  }

  private static void checkOrder(List<Hl7Text> heard, List<JsonNode> sent) {
    Map<String, JsonNode> rows = new HashMap<>();
    sent.forEach(row -> rows.put(row.path("controlId").asText(), row));
    Map<String, Long> last = new HashMap<>();
    for (Hl7Text message : heard) {
      JsonNode row = rows.get(message.controlId());
      if (row != null) {
        long id = row.path("id").asLong();
        Long before = last.put(row.path("about").asText(), id);
        assertThat(before == null || before <= id)
            .as("%s is told in order", row.path("about").asText())
            .isTrue();
      }
    }
  }

  /** Each message of a course tells another telephone number, which grows. */
  private static void checkTelephones(Course course, List<Hl7Text> heard) {
    var phones = new ArrayList<String>();
    for (Hl7Text message : heard) {
      String phone = message.field("PID", 13);
      if (message.type().startsWith("ADT") && isAbout(message, course) && !phone.isEmpty()) {
        phones.add(phone.substring(0, phone.indexOf('^')));
      }
    }
    assertThat(phones).as(course.patient()).isSorted();
  }

  private List<String> missing(List<Course> courses) {
    List<Hl7Text> heard = told.heard();
    var missing = new ArrayList<String>();
    for (Course course : courses) {
      List<Hl7Text> about = heard.stream().filter(message -> isAbout(message, course)).toList();
      for (String end : course.tellings()) {
        String type = end.substring(0, 3);
        String value = end.substring(4);
        if (about.stream()
            .noneMatch(it -> it.type().startsWith(type) && it.text().contains(value))) {
          missing.add(course.patient() + " " + end);
        }
      }
    }
    return missing;
  }

  private static boolean isAbout(Hl7Text message, Course course) {
    return message.field("PID", 3).contains(course.patient() + "^");
  }

  private List<JsonNode> outbox(String... states) {
    var rows = new ArrayList<JsonNode>();
    for (String state : states) {
      String list = "/api/hl7/outbound?destination=told&limit=" + MOST + "&state=" + state;
      JsonNode page = mortar.json(list);
      page.forEach(rows::add);
      while (page.size() == MOST) {
        page = mortar.json(list + "&before=" + rows.getLast().path("id").asLong());
        page.forEach(rows::add);
      }
    }
    return rows;
  }
}
