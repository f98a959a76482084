package dev.mortar.hl7.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Databases;
import dev.mortar.hl7.DeliveryException;
import dev.mortar.hl7.EnquiryListener.Enquiry;
import dev.mortar.hl7.FailureKind;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.Sender;
import dev.mortar.mapping.Question;
import dev.mortar.mapping.outward.Replies.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask gets an answer over the wire, and nobody else. */
class EnquiriesTest {
  @TempDir private Path folder;

  private final HikariDataSource source = Databases.memory();
  private final Queue<Enquiry> noted = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Optional<DeliveryException>> failure =
      new AtomicReference<>(Optional.empty());
  private Station station;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(
        folder.resolve("ehr.properties"), "application = EHR\nqueries = patients, identifiers\n");
    station =
        new Station(source, new RecordingSink(), "mortar.hl7.senders.folder=" + folder)
            .answering(this::find)
            .noting(noted::add);
  }

  @AfterEach
  void stop() {
    station.close();
    source.close();
  }

  private Found find(Question question) {
    failure
        .get()
        .ifPresent(
            problem -> {
              throw problem;
            });
    Patient patient = new Patient();
    patient.setId("7");
    patient.addName().setFamily("Moore");
    return new Found(List.of(patient), List.of(), reference -> Optional.empty());
  }

  private static String query(String application, String trigger, String qpd, String modes) {
    return "MSH|^~\\&|%s|HOSP|MORTAR|PHARM|2026||QBP^%s|Q1|P|2.5.1|||%s\rQPD|Q|T1|%s\rRCP|I\r"
        .formatted(application, trigger, modes, qpd);
  }

  private String ask(String message) throws IOException {
    try (Sender sender = station.sender()) {
      return sender.ask(message);
    }
  }

  @Test
  void whoMayAskIsAnsweredAndItIsNoted() throws IOException {
    String answer = ask(query("EHR", "Q22", "@PID.5.1^Moore", ""));
    assertThat(answer).contains("RSP^K22^RSP_K21", "MSA|AA|Q1", "QAK|T1|OK", "PID|1||||Moore");
    assertThat(answer).startsWith("MSH|^~\\&|MORTAR|PHARM|EHR|HOSP|");
    assertThat(noted).hasSize(1);
    assertThat(noted.element().patients()).containsExactly("Patient/7");
    assertThat(noted.element().query()).isEqualTo("QPD|Q|T1|@PID.5.1^Moore");
    assertThat(station.newest()).isEmpty();
  }

  @Test
  void theSameQuestionIsAnsweredAnew() throws IOException {
    String question = query("EHR", "Q22", "@PID.5.1^Moore", "");
    assertThat(ask(question)).contains("MSA|AA|Q1");
    failure.set(Optional.of(new DeliveryException(FailureKind.TRANSIENT, "not now", null)));
    String later = ask(question);
    assertThat(Sender.code(later)).isEqualTo("AE");
    assertThat(later).contains("please ask again").doesNotContain("Moore");
  }

  @Test
  void whatAProfileDoesNotAllowIsRefusedAndNoted() throws IOException {
    assertThat(Sender.code(ask(query("EHR", "Q11", "7^^^HOSP", "")))).isEqualTo("AR");
    assertThat(Sender.code(ask(query("LAB", "Q22", "@PID.5.1^Moore", "")))).isEqualTo("AR");
    assertThat(noted).hasSize(2).noneMatch(Enquiry::answered);
    assertThat(noted).allMatch(enquiry -> enquiry.patients().isEmpty());
  }

  @Test
  void theAcceptAcknowledgementComesBeforeTheResponse() throws IOException {
    try (Sender sender = station.sender()) {
      sender.write(Sender.frame(query("EHR", "Q22", "@PID.5.1^Moore", "AL|AL")));
      assertThat(Sender.code(sender.read())).isEqualTo("CA");
      assertThat(sender.read()).contains("RSP^K22^RSP_K21");
    }
  }
}
