package dev.mortar.storage.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.hl7.BundleSink;
import dev.mortar.hl7.DeliveryException;
import dev.mortar.hl7.FailureKind;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

@ServerTest
class LocalBundleSinkIT {
  private static final Runnable NOTHING = () -> {};

  private final BundleSink sink;
  private final FhirStore store;
  private final JdbcTemplate jdbc;

  LocalBundleSinkIT(TestServer server) {
    this.sink = server.bean(BundleSink.class);
    this.store = server.bean(FhirStore.class);
    this.jdbc = server.bean(JdbcTemplate.class);
  }

  @Test
  void aLabResultBecomesLinkedResources() {
    sink.store(lab("A1", "20261101080000", "F", "6.8"), NOTHING);

    var patient = patient("A1");
    var result = result(patient);
    assertThat(result.getValueQuantity().getValue()).isEqualByComparingTo("6.8");
    assertThat(store.search(Provenance.class, "target=Observation/" + result.getIdPart(), 9))
        .hasSize(1);
  }

  @Test
  void theSameMessageAgainHasNoEffect() {
    sink.store(lab("A2", "20261101080000", "F", "4.1"), NOTHING);
    sink.store(lab("A2", "20261101080000", "F", "4.1"), NOTHING);

    assertThat(patient("A2").getMeta().getVersionId()).isEqualTo("1");
    assertThat(result(patient("A2")).getMeta().getVersionId()).isEqualTo("1");
  }

  @Test
  void aLatePreliminaryResultDoesNotUndoACorrection() {
    sink.store(lab("A3", "20261101090000", "C", "4.2"), NOTHING);
    sink.store(lab("A3", "20261101100000", "P", "9.9"), NOTHING);

    assertThat(result(patient("A3")).getValueQuantity().getValue()).isEqualByComparingTo("4.2");
  }

  @Test
  void anOlderEventDoesNotUndoANewerOne() {
    sink.store(admission("A4", "20261101090000", "Newtown"), NOTHING);
    sink.store(admission("A4", "20261101080000", "Oldtown"), NOTHING);

    assertThat(patient("A4").getAddressFirstRep().getCity()).isEqualTo("Newtown");
  }

  @Test
  void whatAMessageDoesNotSayStays() {
    sink.store(admission("A5", "20261101080000", "Newtown"), NOTHING);
    var patient = patient("A5");
    patient.addContact().getName().setFamily("Aunt");
    store.save(patient);
    sink.store(lab("A5", "20261101090000", "F", "4.4"), NOTHING);

    var after = patient("A5");
    assertThat(after.getContactFirstRep().getName().getFamily()).isEqualTo("Aunt");
    assertThat(after.getAddressFirstRep().getCity()).isEqualTo("Newtown");
  }

  @Test
  void aMergeMovesWhatBelongsToTheLoser() {
    sink.store(lab("A6", "20261101080000", "F", "5.5"), NOTHING);
    sink.store(admission("A7", "20261101080000", "Newtown"), NOTHING);
    var moved = result(patient("A6")).getIdPart();
    sink.store(merge("A7", "A6", "20261101090000"), NOTHING);
    sink.store(merge("A7", "A6", "20261101090000"), NOTHING);

    var survivor = patient("A7");
    assertThat(store.find(Observation.class, moved).orElseThrow().getSubject().getReference())
        .isEqualTo("Patient/" + survivor.getIdPart());
    sink.store(lab("A6", "20261101100000", "C", "5.6"), NOTHING);
    assertThat(store.find(Observation.class, moved).orElseThrow().getSubject().getReference())
        .isEqualTo("Patient/" + survivor.getIdPart());
    assertThat(patient("A7").getAddressFirstRep().getCity()).isEqualTo("Newtown");
  }

  @Test
  void aPatientWhoCameByRestIsFoundByIdentifier() {
    var known = new Patient();
    known.addIdentifier().setSystem("urn:mortar:authority:HOSP").setValue("none");
    sink.store(lab("A8", "20261101080000", "F", "4.4"), NOTHING);
    var system = patient("A8").getIdentifierFirstRep().getSystem();
    known.getIdentifierFirstRep().setSystem(system).setValue("A9");
    var id = store.save(known).getIdPart();
    sink.store(lab("A9", "20261101080000", "F", "4.5"), NOTHING);

    assertThat(patient("A9").getIdPart()).isEqualTo(id);
  }

  @Test
  void theSameNumberOfAnotherAuthorityIsAnotherPatient() {
    sink.store(lab("C1", "20261101080000", "F", "4.4"), NOTHING);
    sink.store(map(elsewhere(labText("C1", "20261101090000", "F", "4.5"))), NOTHING);
    sink.store(map(elsewhere(labText("C2", "20261101090000", "F", "4.5"))), NOTHING);
    sink.store(map(elsewhere(mergeText("C2", "C1", "20261101100000"))), NOTHING);

    assertThat(patients("C1")).hasSize(1);
    assertThat(result(patients("C1").getFirst()).getValueQuantity().getValue())
        .isEqualByComparingTo("4.4");
  }

  @Test
  void markupInANoteStaysTextAndMakesNoNarrative() {
    sink.store(
        noted("C3", "<script>alert(1)</script> \\T\\lt;b\\T\\gt; [x](javascript:alert(1))"),
        NOTHING);

    var result = result(patient("C3"));
    assertThat(result.getText().hasDiv()).isFalse();
    assertThat(result.getNoteFirstRep().getText()).contains("<script>alert(1)</script>");
  }

  @Test
  void theInboxRowAndTheResourcesStandOrFallTogether() {
    jdbc.execute("create table sink_test (id int)");
    assertThatThrownBy(
            () ->
                sink.store(
                    lab("B1", "20261101080000", "F", "4.5"),
                    () -> {
                      jdbc.update("insert into sink_test values (1)");
                      throw new DeliveryException(FailureKind.TRANSIENT, "stop", null);
                    }))
        .isInstanceOf(DeliveryException.class);

    assertThat(patients("B1")).isEmpty();
    assertThat(jdbc.queryForObject("select count(*) from sink_test", Integer.class)).isZero();
    jdbc.execute("drop table sink_test");
  }

  @Test
  void manyMessagesOfOneNewPatientMakeOnePatient() throws Exception {
    List<Callable<Boolean>> work =
        IntStream.range(0, 16).mapToObj(i -> (Callable<Boolean>) () -> storedAtLast(i)).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(patients("B2")).hasSize(1);
  }

  /** As the inbox does: a transient failure is worth another try. */
  private boolean storedAtLast(int minute) {
    for (int attempt = 0; attempt < 50; attempt++) {
      try {
        sink.store(admission("B2", "202611010800%02d".formatted(minute), "Newtown"), NOTHING);
        return true;
      } catch (DeliveryException e) {
        if (e.kind() != FailureKind.TRANSIENT) {
          throw e;
        }
      }
    }
    return false;
  }

  private Patient patient(String number) {
    return patients(number).getFirst();
  }

  private List<Patient> patients(String number) {
    return store.search(Patient.class, "identifier=" + number + "&active:not=false", 9);
  }

  private Observation result(Patient patient) {
    return store.search(Observation.class, "subject=Patient/" + patient.getIdPart(), 9).getFirst();
  }

  private static Mapped lab(String number, String time, String status, String value) {
    return map(labText(number, time, status, value));
  }

  private static String labText(String number, String time, String status, String value) {
    return """
        MSH|^~\\&|LAB|HOSP|MORTAR|PHARM|%2$s||ORU^R01^ORU_R01|L%1$s%2$s|P|2.5.1
        PID|1||%1$s^^^HOSP^MR||Testperson^Sample||19700101|F
        OBR|1|P%1$s|F%1$s|2823-3^Potassium^LN|||20261101073000|||||||||||||||%2$s|||%3$s
        OBX|1|NM|2823-3^Potassium^LN||%4$s|mmol/L|3.5-5.1|N|||%3$s|||20261101073000
        """
        .formatted(number, time, status, value);
  }

  private static Mapped noted(String number, String note) {
    return map(
        """
        MSH|^~\\&|LAB|HOSP|MORTAR|PHARM|20261101080000||ORU^R01^ORU_R01|N%1$s|P|2.5.1
        PID|1||%1$s^^^HOSP^MR||Testperson^Sample||19700101|F
        OBR|1|P%1$s|F%1$s|2823-3^Potassium^LN|||20261101073000|||||||||||||||20261101080000|||F
        OBX|1|NM|2823-3^Potassium^LN||4.4|mmol/L|3.5-5.1|N|||F|||20261101073000
        NTE|1|L|%2$s
        """
            .formatted(number, note));
  }

  private static Mapped admission(String number, String time, String city) {
    return map(
        """
        MSH|^~\\&|ADT|HOSP|MORTAR|PHARM|%2$s||ADT^A08^ADT_A01|D%1$s%2$s|P|2.5.1
        EVN|A08|%2$s
        PID|1||%1$s^^^HOSP^MR||Testperson^Sample||19700101|F|||Street 1^^%3$s
        PV1|1|O
        """
            .formatted(number, time, city));
  }

  private static Mapped merge(String survivor, String loser, String time) {
    return map(mergeText(survivor, loser, time));
  }

  private static String mergeText(String survivor, String loser, String time) {
    return """
        MSH|^~\\&|ADT|HOSP|MORTAR|PHARM|%3$s||ADT^A40^ADT_A39|M%1$s%2$s|P|2.5.1
        EVN|A40|%3$s
        PID|1||%1$s^^^HOSP^MR||Testperson^Sample||19700101|F
        MRG|%2$s^^^HOSP^MR
        """
        .formatted(survivor, loser, time);
  }

  /** The same message, in which another authority gives the numbers. */
  private static String elsewhere(String message) {
    return message.replace("^^^HOSP^MR", "^^^OTHER^MR").replace("^^^HOSP\n", "^^^OTHER\n");
  }

  private static Mapped map(String text) {
    byte[] bytes = text.strip().replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
    String id = Integer.toString(text.hashCode());
    return Mapper.standard().map(new RawMessage(id, bytes, Instant.parse("2026-11-01T12:00:00Z")));
  }
}
