package dev.mortar.storage.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.BundleSink;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamStatus;
import org.hl7.fhir.r4.model.ChargeItemDefinition;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationKnowledge;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** Messages of {@code src/samples/messages}, as far as their resources are not tested elsewhere. */
@ServerTest
class SampleMessagesIT {
  private static final Path SAMPLES = Path.of("..", "src", "samples", "messages");
  private static final Runnable NOTHING = () -> {};

  private final BundleSink sink;
  private final FhirStore store;

  SampleMessagesIT(TestServer server) {
    this.sink = server.bean(BundleSink.class);
    this.store = server.bean(FhirStore.class);
  }

  @Test
  void whoCaresForAPatientCanBeFound() throws IOException {
    store("adt-a01-roles");

    String patient = "Patient/" + patient("200441").getIdPart();
    CareTeam team = only(CareTeam.class, "patient=" + patient);
    assertThat(team.getParticipant()).hasSize(2);
    String doctor = patient("200441").getGeneralPractitionerFirstRep().getReference();
    assertThat(store.find(PractitionerRole.class, doctor.substring(doctor.indexOf('/') + 1)))
        .isPresent();
    assertThat(only(Encounter.class, "patient=" + patient).getParticipant()).hasSize(2);
  }

  @Test
  void whoAndWhatTookPartInAResultCanBeFound() throws IOException {
    store("oru-r01-participants");
    store("oru-r01-participants");

    String patient = "Patient/" + patient("200482").getIdPart();
    Device meter = only(Device.class, "identifier=METER-7");
    Observation inr = only(Observation.class, "patient=" + patient + "&code=6301-6");
    assertThat(inr.getDevice().getReference()).isEqualTo("Device/" + meter.getIdPart());
    Practitioner technician = only(Practitioner.class, "identifier=773");
    assertThat(inr.getPerformerFirstRep().getReference())
        .isEqualTo("Practitioner/" + technician.getIdPart());
    assertThat(store.search(Device.class, "udi-di=00844588003288", 9)).hasSize(1);
  }

  @Test
  void participationsThatAreOverLeaveTheRecord() throws IOException {
    store("adt-a01-participants");
    Patient before = patient("200481");
    String of = "patient=Patient/" + before.getIdPart();
    assertThat(before.getGeneralPractitioner()).hasSize(2);
    assertThat(only(CareTeam.class, of).getParticipant()).hasSize(3);

    String over =
        "MSH|^~\\&|HIS|NORTH|MORTAR|PHARM|20261121093000+0100||ADT^A31^ADT_A05|M0083|P|2.8.2\r"
            + "PID|1||200481^^^NORTH^MR||Sample^Ina^Synthetic\r"
            + "PRT||D||PP^^HL70912|4321^Huber^Karl^^^^^^NORTH\r"
            + "PRT||D||PP^^HL70912|4322^Falk^Eva^^^^^^NORTH\r"
            + "PRT||D||PH^^HL70912|777^Klein^Mia^^^^^^NORTH\r";
    store("over", over.getBytes(StandardCharsets.UTF_8));

    assertThat(patient("200481").getGeneralPractitioner()).isEmpty();
    CareTeam team = only(CareTeam.class, of);
    assertThat(team.getParticipant()).isEmpty();
    assertThat(team.getStatus()).isEqualTo(CareTeamStatus.INACTIVE);
  }

  @Test
  void unlinkingTakesTheLinksOfBothAway() throws IOException {
    store("adt-a24-linked");
    assertThat(patient("200442").getLinkFirstRep().getOther().getReference())
        .isEqualTo("Patient/" + patient("900442").getIdPart());
    assertThat(patient("900442").getLink()).hasSize(1);

    store("adt-a37-unlinked");
    assertThat(patient("200442").getLink()).isEmpty();
    assertThat(patient("900442").getLink()).isEmpty();
  }

  @Test
  void masterFilesOfGoodsCanBeSearched() throws IOException {
    store("mfn-m04-charges");
    store("mfn-m15-stock");
    store("mfn-m16-formulary");

    String charge = "url=https://mortar.dev/fhir/sid/authority/NORTH/charges/MTM01";
    assertThat(only(ChargeItemDefinition.class, charge).getTitle()).isEqualTo("Medication review");
    assertThat(only(Medication.class, "lot-number=LOT77").getBatch().hasExpirationDate()).isTrue();
    assertThat(only(MedicationKnowledge.class, "code=1364445").getManufacturer().getDisplay())
        .isEqualTo("Synthetic Pharma");
  }

  private void store(String story) throws IOException {
    store(story, Files.readAllBytes(SAMPLES.resolve(story).resolve("1.hl7")));
  }

  private void store(String story, byte[] bytes) {
    Mapped mapped = Mapper.standard().map(new RawMessage(story, bytes, Instant.EPOCH));
    String provenance = mapped.bundle().getEntry().getLast().getResource().getIdPart();
    sink.store(mapped, NOTHING);
    assertThat(store.find(Provenance.class, provenance)).isPresent();
  }

  private Patient patient(String number) {
    return only(Patient.class, "identifier=" + number);
  }

  private <T extends Resource> T only(Class<T> type, String query) {
    List<T> found = store.search(type, query, 9);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
