package dev.mortar.storage.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.hl7.BundleSink;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * In whatever order the messages about a patient and a visit come, what is stored is the same as if
 * they had come in the order of their events.
 */
@ServerTest
class EventOrdersIT {
  private static final int MESSAGES = 8;
  private static final int ORDERS = 4;
  private static final List<String> EVENTS =
      List.of("A02", "A02", "A08", "A08", "A12", "A13", "A31");

  private final FhirStore store;
  private final JdbcTemplate jdbc;
  private final Feed feed;

  EventOrdersIT(TestServer server) {
    this.store = server.bean(FhirStore.class);
    this.jdbc = server.bean(JdbcTemplate.class);
    this.feed = new Feed(server.bean(BundleSink.class));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theOrderOfMessagesChangesNothing(long seed) {
    String ordered = "E%d-".formatted(seed);
    messages(ordered, seed).forEach(feed::hear);
    String expected = stored(ordered);
    var random = new Random(seed);
    for (int order = 0; order < ORDERS; order++) {
      String prefix = "E%d-%d-".formatted(seed, order);
      List<String> messages = messages(prefix, seed);
      messages.add(messages.get(random.nextInt(messages.size())));
      Collections.shuffle(messages, random);

      messages.forEach(feed::hear);

      assertThat(stored(prefix)).as(String.join("\n", messages)).isEqualTo(expected);
    }
  }

  @Test
  void aLateAdmissionFillsWhatTheUpdateDidNotSay() {
    String pid = "PID|1||EL^^^HOSP^MR||%s||19700101|F|||%s|||%s\n";
    feed.hear(message("A08", "20261101090000", pid.formatted("New^Nora", "", ""), "PV1|1|I", "EL"));
    String late = pid.formatted("Old^Nora", "Street 1^^Oldtown", "^PRN^PH^^1^217^5550100");
    feed.hear(message("A01", "20261101080000", late, "PV1|1|E|WARD^1^A", "EL"));

    Patient patient = patient("EL");
    assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("New");
    assertThat(patient.getAddressFirstRep().getCity()).isEqualTo("Oldtown");
    assertThat(patient.hasTelecom()).isTrue();
    Encounter visit = visit("EL");
    assertThat(visit.getStatus()).isEqualTo(EncounterStatus.INPROGRESS);
    assertThat(visit.getClass_().getCode()).isEqualTo("IMP");
    assertThat(visit.hasLocation()).isTrue();
  }

  @Test
  void aCancelledVisitStaysCancelledWhenItsAdmissionComesLate() {
    String pid = "PID|1||EC^^^HOSP^MR||Testperson^Sample||19700101|F\n";
    feed.hear(message("A11", "20261101090000", pid, "PV1|1|I", "EC"));
    feed.hear(message("A01", "20261101080000", pid, "PV1|1|I|WARD^1^A", "EC"));

    assertThat(visit("EC").getStatus()).isEqualTo(EncounterStatus.CANCELLED);
    assertThat(visit("EC").hasLocation()).isTrue();
  }

  @Test
  void aRowWithoutTimesOfElementsIsLeftAloneByLateMessagesUntilANewerOneComes() {
    feed.hear(Feed.person("A08", "EW", "20261101090000", "Newtown"));
    String row = "Patient/" + patient("EW").getIdPart();
    jdbc.update("update mortar_event_time set elements = null where resource = ?", row);
    String phone = "PID|1||EW^^^HOSP^MR||||||||||^PRN^PH^^1^217^5550100\n";
    feed.hear(message("A08", "20261101080000", phone, "PV1|1|N", "EW"));
    assertThat(patient("EW").hasTelecom()).isFalse();

    feed.hear(Feed.person("A08", "EW", "20261101100000", "Newtown"));
    feed.hear(message("A08", "20261101093000", phone, "PV1|1|N", "EW"));
    assertThat(patient("EW").hasTelecom()).isTrue();
  }

  @Test
  void resultsHaveNoTimesOfElements() {
    feed.hear(Feed.result("ER", "er", "20261101080000", "F", "1.0"));

    assertThat(
            jdbc.queryForList(
                """
                select elements from mortar_event_time
                where resource like 'Observation/%' or resource like 'DiagnosticReport/%'
                  or resource like 'Provenance/%'""",
                String.class))
        .isNotEmpty()
        .containsOnlyNulls();
  }

  private static List<String> messages(String prefix, long seed) {
    var random = new Random(seed);
    List<String> messages = new ArrayList<>();
    String number = prefix + "P";
    messages.add(said("A01", 0, number, random));
    for (int i = 1; i < MESSAGES; i++) {
      messages.add(said(EVENTS.get(random.nextInt(EVENTS.size())), i, number, random));
    }
    if (random.nextBoolean()) {
      messages.add(said("A03", MESSAGES, number, random));
    }
    return messages;
  }

  /** Each field is filled, emptied or left out. */
  private static String said(String event, int number, String patient, Random random) {
    String value = "e" + number;
    String pid =
        "PID|1||%s^^^HOSP^MR||%s||%s|F|||%s||%s||%s|%s\n"
            .formatted(
                patient,
                any("Testperson^" + value, random),
                any("197001%02d".formatted(number + 1), random),
                any("Street 1^^" + value, random),
                any("^PRN^PH^^1^217^555010" + number, random),
                random.nextBoolean() ? "" : "en",
                any("M", random));
    String pv1 =
        "PV1|1|%s|%s||||%s|||%s"
            .formatted(
                random.nextBoolean() ? "" : "I",
                random.nextBoolean() ? "" : "WARD" + random.nextInt(3),
                any("12%d^Weber^Anna".formatted(number), random),
                any("MED", random));
    return message(event, "2026110108%02d00".formatted(number), pid, pv1, patient);
  }

  private static String any(String value, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> "\"\"";
      default -> value;
    };
  }

  /** The visit has the number of the patient. */
  private static String message(String event, String time, String pid, String pv1, String visit) {
    long fields = pv1.chars().filter(it -> it == '|').count();
    return "MSH|^~\\&|ADT|HOSP|MORTAR|PHARM|%1$s||ADT^%2$s^ADT_A01|C%1$s|P|2.5.1\nEVN|%2$s|%1$s\n"
            .formatted(time, event)
        + pid
        + pv1
        + "|".repeat((int) (19 - fields))
        + "V"
        + visit
        + "^^^HOSP^VN\n";
  }

  /** Without what differs between two patients of whom the same is said. */
  private String stored(String prefix) {
    Patient patient = patient(prefix + "P");
    Encounter visit = visit(prefix + "P");
    String text = text(patient) + "\n" + text(visit);
    return text.replace(patient.getIdPart(), "").replace(prefix, "");
  }

  private static String text(Resource resource) {
    Resource copy = resource.copy();
    copy.setMeta(new Meta());
    copy.setId("");
    return FhirContext.forR4Cached()
        .newJsonParser()
        .setPrettyPrint(true)
        .encodeResourceToString(copy);
  }

  private Patient patient(String number) {
    List<Patient> found = store.search(Patient.class, "identifier=" + number, 9);
    assertThat(found).as(number).hasSize(1);
    return found.getFirst();
  }

  private Encounter visit(String number) {
    List<Encounter> found = store.search(Encounter.class, "identifier=V" + number, 9);
    assertThat(found).as(number).hasSize(1);
    return found.getFirst();
  }
}
