package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A year or a month in a search is all of its days, whatever stands before it. */
@ServerTest
class PartialDatesIT {
  private final TestServer server;
  private final String patient;

  PartialDatesIT(TestServer server) {
    this.server = server;
    var store = server.bean(FhirStore.class);
    var somebody = new Patient().setBirthDateElement(new DateType("1960-07-15"));
    this.patient = store.save(somebody).getIdPart();
    var observation = new Observation().setStatus(ObservationStatus.FINAL);
    observation.getCode().setText("Test");
    observation.setSubject(new Reference("Patient/" + patient));
    observation.setEffective(new DateTimeType("2026-07-15T10:00:00Z"));
    store.save(observation);
  }

  @ParameterizedTest
  @CsvSource({
    "2026, true",
    "2025, false",
    "2026-07, true",
    "2026-06, false",
    "ge2026, true",
    "ge2027, false",
    "ge2026-07, true",
    "ge2026-08, false",
    "ge2025-12, true",
    "le2026, true",
    "le2025, false",
    "le2026-07, true",
    "le2026-06, false",
    "le2027-01, true",
    "gt2025, true",
    "gt2026, false",
    "gt2026-06, true",
    "gt2026-07, false",
    "lt2027, true",
    "lt2026, false",
    "lt2026-08, true",
    "lt2026-07, false",
    "sa2025, true",
    "sa2026, false",
    "eb2027, true",
    "eb2026, false"
  })
  void aDate(String date, boolean found) {
    assertThat(isFound("date=" + date)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "ge1960, true",
    "ge1961, false",
    "le1960, true",
    "le1959, false",
    "ge1960-07, true",
    "ap1962, true",
    "ap1980, false"
  })
  void aDateInAChain(String date, boolean found) {
    assertThat(isFound("subject:Patient.birthdate=" + date)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({"ge2026, le2026, true", "ge2026-07, le2026-07, true", "ge2026-08, le2026, false"})
  void aRange(String from, String to, boolean found) {
    assertThat(isFound("date=" + from + "&date=" + to)).isEqualTo(found);
  }

  @Test
  void systemAndCodeMayBeWrittenAsTheyAreRead() throws Exception {
    // Java's client would encode it.
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.root().getPort())) {
      socket
          .getOutputStream()
          .write(
              """
              GET /fhir/Observation?code=http://loinc.org|2823-3 HTTP/1.1\r
              Host: localhost\r
              Connection: close\r
              \r
              """
                  .getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 401");
    }
  }

  private boolean isFound(String criterion) {
    var answer = server.get("/fhir/Observation?subject=Patient/" + patient + "&" + criterion);
    return server.parse(Bundle.class, answer.body()).hasEntry();
  }
}
