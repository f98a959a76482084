package dev.mortar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What a feed has become, asked of the program by FHIR. */
final class Applied {
  private static final String CONTROL_ID = "https://mortar.dev/fhir/sid/hl7-control-id";
  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  /**
   * Due work that the kill cut off is begun again after four missed heartbeats of five seconds, for
   * which the scheduler looks each ten; then the task has its five seconds.
   */
  private static final Duration TASKS_WITHIN = Duration.ofSeconds(4 * 5 + 10 + 5);

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int PAGE = 500;
  private static final int TOGETHER = 20;

  private final Mortar mortar;
  private final Trail trail;
  private final Instant since;

  /**
   * @param since nothing of the feed was stored before
   */
  Applied(Mortar mortar, Instant since) {
    this.mortar = mortar;
    this.trail = new Trail(mortar);
    this.since = since;
  }

  /** Waits until so many messages are applied, as long as it goes on. */
  void await(int messages) {
    int before = -1;
    int now = count();
    while (now < messages && now > before) {
      int last = now;
      before = last;
      now =
          Await.value(STANDSTILL, () -> Optional.of(count()).filter(count -> count > last))
              .orElse(last);
    }
    assertThat(now).as("messages applied").isEqualTo(messages);
  }

  private int count() {
    return mortar.json("/fhir/" + provenances() + "&_summary=count").path("total").asInt();
  }

  private String provenances() {
    return "Provenance?_lastUpdated=ge" + since;
  }

  /**
   * The Provenance of a message is written in the transaction that applies it, with an id made from
   * the message's own: a second application would be a second version, a second copy of the message
   * a second Provenance.
   */
  void checkEachOnce(List<String> controlIds) {
    Map<String, Integer> versions = new HashMap<>();
    for (JsonNode provenance : all(provenances() + "&_elements=entity&_count=" + PAGE)) {
      for (JsonNode entity : provenance.path("entity")) {
        JsonNode identifier = entity.at("/what/identifier");
        if (identifier.path("system").asText().equals(CONTROL_ID)) {
          String id = identifier.path("value").asText();
          versions.merge(id, provenance.at("/meta/versionId").asInt(), Integer::sum);
        }
      }
    }
    for (String controlId : controlIds) {
      assertThat(versions).containsEntry(controlId, 1);
    }
  }

  private List<JsonNode> all(String query) {
    var found = new ArrayList<JsonNode>();
    JsonNode page = mortar.json("/fhir/" + query);
    while (true) {
      page.path("entry").forEach(entry -> found.add(entry.path("resource")));
      Optional<String> next = next(page);
      if (next.isEmpty()) {
        return found;
      }
      page = mortar.json(next.get());
    }
  }

  private static Optional<String> next(JsonNode page) {
    for (JsonNode link : page.path("link")) {
      if (link.path("relation").asText().equals("next")) {
        return Optional.of(link.path("url").asText());
      }
    }
    return Optional.empty();
  }

  /**
   * One patient, visit and appointment, two results and the tasks that they call for. What there is
   * too much of stays too much; a task may still be missing for a while.
   */
  void checkPatients(List<Course> courses) {
    for (int from = 0; from < courses.size(); from += TOGETHER) {
      List<Course> some = courses.subList(from, Math.min(courses.size(), from + TOGETHER));
      long end = System.nanoTime() + TASKS_WITHIN.toNanos();
      while (!right(some, System.nanoTime() > end)) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private boolean right(List<Course> courses, boolean last) {
    String names = String.join(",", courses.stream().map(Course::patient).toList());
    List<JsonNode> found =
        all(
            "Patient?identifier=%s&_count=%d".formatted(names, PAGE)
                + "&_revinclude=Observation:subject&_revinclude=Encounter:subject"
                + "&_revinclude=Appointment:patient&_revinclude=Task:patient");
    try {
      courses.forEach(course -> checkPatient(course, found));
      return true;
    } catch (AssertionError e) {
      if (last) {
        throw e;
      }
      return false;
    }
  }

  private void checkPatient(Course course, List<JsonNode> found) {
    List<String> patients =
        found.stream()
            .filter(resource -> resource.path("resourceType").asText().equals("Patient"))
            .filter(patient -> patient.path("identifier").toString().contains(course.quoted()))
            .map(patient -> patient.path("id").asText())
            .toList();
    assertThat(patients).as(course.patient()).hasSize(1);
    String reference = "\"Patient/" + patients.getFirst() + "\"";
    Map<String, Integer> counts = new HashMap<>();
    for (JsonNode resource : found) {
      if (resource.toString().contains(reference) && !asksForTheFateOfAMessage(resource)) {
        counts.merge(resource.path("resourceType").asText(), 1, Integer::sum);
      }
    }
    assertThat(counts).as(course.patient()).containsAllEntriesOf(course.leaves());
    checkOrder(course, patients.getFirst());
  }

  /**
   * A kill between handing a mail over and noting it leaves a person to find out whether it came,
   * as a second mail must not go.
   */
  private static boolean asksForTheFateOfAMessage(JsonNode resource) {
    return resource.at("/code/coding/0/code").asText().equals("delivery-check")
        && resource.at("/reasonReference/reference").asText().startsWith("Communication/");
  }

  /** Each message tells another telephone number: the versions must show them in their order. */
  private void checkOrder(Course course, String id) {
    var phones = new ArrayList<String>();
    for (JsonNode version : trail.search("Patient/" + id + "/_history?_count=50").reversed()) {
      String phone = version.at("/telecom/0/value").asText();
      if (!phone.isEmpty() && (phones.isEmpty() || !phones.getLast().equals(phone))) {
        phones.add(phone);
      }
    }
    assertThat(phones).as(course.patient()).isSorted().doesNotHaveDuplicates();
    assertThat(phones.getLast()).isEqualTo(course.lastPhone());
  }
}
