package dev.mortar.hl7.outbound;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Await;
import dev.mortar.hl7.Destination;
import dev.mortar.hl7.Destinations;
import dev.mortar.hl7.OutboundMessages;
import dev.mortar.hl7.OutboundMessages.Outbound;
import dev.mortar.hl7.OutboundMessages.State;
import dev.mortar.hl7.Outbox;
import dev.mortar.hl7.Outbox.Encoded;
import dev.mortar.hl7.Outbox.Subject;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.mllp.Station;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An outbox on an empty database, a receiver, and what tests do with them. */
abstract class OutboundFixture {
  static final String[] QUICK = {
    "mortar.hl7.outbound.poll=20ms",
    "mortar.hl7.outbound.ack-timeout=400ms",
    "mortar.hl7.outbound.connect-timeout=1s",
    "mortar.hl7.outbound.attempts=3",
    "mortar.hl7.outbound.retry.first=5ms",
    "mortar.hl7.outbound.retry.most=40ms"
  };

  final Map<String, String> controlIds = new ConcurrentHashMap<>();
  HikariDataSource source;
  Receiver receiver;
  Station station;

  abstract HikariDataSource database();

  @BeforeEach
  void start() throws IOException {
    source = database();
    receiver = new Receiver(0);
    station = new Station(source, new RecordingSink(), QUICK);
  }

  @AfterEach
  void stop() throws IOException {
    station.close();
    receiver.close();
    source.close();
  }

  Destinations destinations() {
    return station.part(Destinations.class);
  }

  OutboundMessages messages() {
    return station.part(OutboundMessages.class);
  }

  void destination(String name, int port, boolean enabled) {
    destinations()
        .save(
            new Destination(
                name, "mllp://127.0.0.1:" + port, "EHR", "HOSP", Set.of("SIU"), enabled));
  }

  TransactionTemplate transaction() {
    return new TransactionTemplate(new DataSourceTransactionManager(source));
  }

  /** Says that version 1 of something about a patient was stored; its name is noted. */
  String tell(String name, String patient) {
    return tell("ehr", name, 1, patient);
  }

  String tell(String destination, String name, long version, String patient) {
    List<String> ids = new ArrayList<>();
    transaction()
        .executeWithoutResult(
            status ->
                station
                    .part(Outbox.class)
                    .put(
                        destination,
                        new Subject("Appointment/" + name, version, patient),
                        (controlId, first) -> {
                          ids.add(controlId);
                          return Optional.of(message(controlId, first));
                        }));
    ids.forEach(id -> controlIds.put(id, name));
    return ids.isEmpty() ? "" : ids.getFirst();
  }

  static Encoded message(String controlId, boolean first) {
    String type = first ? "SIU^S12" : "SIU^S14";
    String text =
        "MSH|^~\\&|MORTAR|PHARMACY|EHR|HOSP|2026||" + type + "|" + controlId + "|P|2.5.1\r";
    return new Encoded(type, text.getBytes(StandardCharsets.UTF_8));
  }

  List<String> heard() {
    return receiver.heard().stream().map(id -> controlIds.getOrDefault(id, id)).toList();
  }

  Outbound find(String controlId) {
    return messages().newest("", Optional.empty(), Long.MAX_VALUE, 1000).stream()
        .filter(message -> message.controlId().equals(controlId))
        .findFirst()
        .orElseThrow();
  }

  void awaitState(String controlId, State state) {
    Await.until(controlId + " is " + state, () -> find(controlId).state() == state);
  }
}
