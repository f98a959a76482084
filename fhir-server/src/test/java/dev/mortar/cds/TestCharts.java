package dev.mortar.cds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mortar.hl7.BundleSink;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import dev.mortar.server.Await;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Task;

/** A patient of a story that HL7 v2 messages tell, with a number of their own. */
final class TestCharts {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Path SAMPLES = Path.of("..", "src", "samples");
  private static final Runnable NOTHING = () -> {};

  /** The number by which both sides know the patient. */
  final String mrn = "7" + Math.abs(UUID.randomUUID().getMostSignificantBits() % 1_000_000_000L);

  private final FhirStore store;
  private final BundleSink sink;

  TestCharts(TestServer server) {
    this.store = server.bean(FhirStore.class);
    this.sink = server.bean(BundleSink.class);
  }

  /**
   * Hears a message of a sample about this patient.
   *
   * @param sample as {@code lab-critical-potassium/1}, whose patient has the number
   * @param edits texts and what stands in their place
   */
  void hear(String sample, String number, String... edits) throws IOException {
    String message = Files.readString(SAMPLES.resolve(sample + ".hl7"), StandardCharsets.UTF_8);
    message =
        message
            .replace(number + "^^^NORTH", mrn + "^^^NORTH")
            .replace("F-88101", "F" + mrn)
            .replace("P-2201", "P" + mrn)
            .replace("S-88101", "S" + mrn)
            .replace("V5001", "V" + mrn)
            .replace("V7001", "V" + mrn)
            .replace("~77-1204^^^REGION^PI", "")
            .replace("PA-504", "A" + mrn)
            .replace("FA-504", "B" + mrn);
    for (int i = 0; i < edits.length; i += 2) {
      message = message.replace(edits[i], edits[i + 1]);
    }
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    String id = UUID.randomUUID().toString();
    sink.store(Mapper.standard().map(new RawMessage(id, bytes, Instant.EPOCH)), NOTHING);
  }

  /** Our id of the patient. */
  String patient() {
    return store
        .search(Patient.class, "identifier=" + mrn, 1)
        .getFirst()
        .getIdElement()
        .getIdPart();
  }

  /** The open task of the kind, as soon as the rules have opened it. */
  Task task(String code) throws Exception {
    String query = "patient=Patient/%s&code=%s&status=requested".formatted(patient(), code);
    Await.until(code, PATIENCE, () -> !store.search(Task.class, query, 1).isEmpty());
    return store.search(Task.class, query, 1).getFirst();
  }

  /** Waits for a new event of the audit trail. */
  void audited(String what, Predicate<AuditEvent> event) throws Exception {
    String query = "subtype=decision-support,decision-feedback&_sort=-_lastUpdated";
    Await.until(
        what, PATIENCE, () -> store.search(AuditEvent.class, query, 50).stream().anyMatch(event));
  }

  static boolean names(AuditEvent event, String resource) {
    return event.getEntity().stream()
        .map(entity -> String.valueOf(entity.getWhat().getIdentifier().getValue()))
        .anyMatch(value -> value.endsWith("/fhir/" + resource));
  }

  static boolean told(AuditEvent event, String type, String value) {
    return event.getEntity().stream()
        .flatMap(entity -> entity.getDetail().stream())
        .anyMatch(
            detail ->
                detail.getType().equals(type) && detail.getValue().primitiveValue().equals(value));
  }

  static JsonNode singleCard(JsonNode cards) {
    if (cards.size() != 1) {
      throw new AssertionError("Not one card: " + cards);
    }
    return cards.get(0);
  }
}
