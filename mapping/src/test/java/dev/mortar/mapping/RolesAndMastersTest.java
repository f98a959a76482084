package dev.mortar.mapping;

import static dev.mortar.mapping.Found.all;
import static dev.mortar.mapping.Found.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.mapping.Mapped.Status;
import java.util.List;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.ChargeItemDefinition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationKnowledge;
import org.hl7.fhir.r4.model.MedicationKnowledge.MedicationKnowledgeStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who cares for a patient (ROL), whose records are linked, and the master files of goods. */
final class RolesAndMastersTest {
  private static final String PID = "PID|1||7^^^H^MR||Test^Tom\r";
  private static final String PV1 = "PV1|1|I|||||||||||||||||V1^^^H\r";

  @ParameterizedTest
  @ValueSource(strings = {"PP^^HL70443", "PP"})
  void rolePpBesideThePatientIsTheGeneralPractitioner(String role) {
    Mapped mapped =
        map("ADT^A31", PID + "ROL|R1^H|AD|" + role + "|9^Huber^Karl|20240301||||||||||^^33^^^H");

    PractitionerRole doctor = only(mapped, PractitionerRole.class);
    assertThat(doctor.getPractitioner().getDisplay()).isEqualTo("Karl Huber");
    assertThat(doctor.getPeriod().getStartElement().getValueAsString()).isEqualTo("2024-03-01");
    assertThat(only(mapped, Patient.class).getGeneralPractitionerFirstRep().getReference())
        .isEqualTo(fullUrl(mapped, doctor));
    assertThat(all(mapped, CareTeam.class)).isEmpty();
  }

  @Test
  void theOtherRolesBesideThePatientAreOneTeam() {
    Mapped mapped =
        map(
            "ADT^A31",
            PID
                + "ROL||AD|PH^Pharmacist^HL70443|5^Klein^Mia\r"
                + "ROL||AD|CP^^HL70443|^Roth^Eva\r"
                + "ROL||DE|CP^^HL70443|6^Past^Paul\r");

    CareTeam team = only(mapped, CareTeam.class);
    assertThat(team.getParticipant()).hasSize(2);
    assertThat(team.getParticipant().get(0).getRoleFirstRep().getCodingFirstRep().getCode())
        .isEqualTo("PH");
    assertThat(team.getParticipant().get(1).getRoleFirstRep().getCodingFirstRep().getCode())
        .isEqualTo("CON");
    assertThat(mapped.issues()).anyMatch(issue -> issue.path().equals("ROL[3]-2"));
    assertThat(mapped.coverage().lost()).isZero();
  }

  @Test
  void eachSenderHasATeamOfItsOwn() {
    String text = Messages.header("ADT^A31") + PID + "ROL||AD|PH^^HL70443|5^Klein^Mia\r";
    String facility = text.split("\\|", -1)[3];

    CareTeam one = only(Messages.map(text), CareTeam.class);
    CareTeam same = only(Messages.map(text), CareTeam.class);
    CareTeam other =
        only(Messages.map(text.replace("|" + facility + "|", "|ELSEWHERE|")), CareTeam.class);

    assertThat(same.getId()).isEqualTo(one.getId());
    assertThat(other.getId()).isNotEqualTo(one.getId());
  }

  @Test
  void rolesBesideAVisitAndAProcedureTakePartInThem() {
    Mapped mapped =
        map(
            "ADT^A01",
            PID
                + PV1
                + "PV2|||^Cough\rROL||AD|TN^^HL70443|5^Lang^Tim|20261120\r"
                + "PR1|1||94010^Spirometry^C4\rROL||AD|TN^^HL70443|5^Lang^Tim\r");

    Encounter.EncounterParticipantComponent participant =
        only(mapped, Encounter.class).getParticipantFirstRep();
    assertThat(participant.getTypeFirstRep().getCodingFirstRep().getCode()).isEqualTo("TN");
    assertThat(participant.getIndividual().getReference())
        .isEqualTo(fullUrl(mapped, only(mapped, PractitionerRole.class)));
    assertThat(only(mapped, Procedure.class).getPerformerFirstRep().getActor().getDisplay())
        .isEqualTo("Tim Lang");
  }

  @Test
  void aRoleOfNobodyIsReported() {
    Mapped mapped = map("ADT^A01", PID + PV1 + "ROL|R1^H|AD|TN^^HL70443");

    assertThat(mapped.status()).isEqualTo(Status.PARTLY);
    assertThat(mapped.issues()).anyMatch(issue -> issue.path().equals("ROL[1]-4"));
    assertThat(only(mapped, Encounter.class).getParticipant()).isEmpty();
  }

  @Test
  void linkedRecordsPointToEachOtherAndUnlinkingRemovesThat() {
    String two = PID + "PID|2||8^^^H^MR||Test^Tom";
    List<Patient> linked = all(map("ADT^A24", two), Patient.class);
    assertThat(linked)
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.getLinkFirstRep().getType()).isEqualTo(LinkType.SEEALSO));

    List<Patient> parted = all(map("ADT^A37", two), Patient.class);
    assertThat(parted)
        .hasSize(2)
        .allSatisfy(it -> assertThat(Entries.parted(it)).hasSize(1))
        .allSatisfy(it -> assertThat(it.hasActive()).isFalse());
  }

  @Test
  void aLinkNeedsTwoPatients() {
    Mapped mapped = map("ADT^A24", PID + PID);

    assertThat(mapped.status()).isEqualTo(Status.PARTLY);
    assertThat(only(mapped, Patient.class).getLink()).isEmpty();
  }

  @Test
  void aChargeHasItsPriceAndOneThatIsGoneIsRetired() {
    String added = "MFI|CDM\rMFE|MAD|1\rCDM|M1^^L|||Review||||A\rPRC|M1||||52.5&USD\r";
    ChargeItemDefinition charge = only(map("MFN^M04", added), ChargeItemDefinition.class);
    assertThat(charge.getStatus()).isEqualTo(PublicationStatus.ACTIVE);
    assertThat(charge.getUrl()).endsWith("/charges/M1");
    assertThat(
            charge.getPropertyGroupFirstRep().getPriceComponentFirstRep().getAmount().getCurrency())
        .isEqualTo("USD");

    ChargeItemDefinition gone =
        only(map("MFN^M04", added.replace("MAD", "MDL")), ChargeItemDefinition.class);
    assertThat(gone.getStatus()).isEqualTo(PublicationStatus.RETIRED);
    assertThat(gone.getId()).isEqualTo(charge.getId());
  }

  @Test
  void twoLotsOfAMedicineAreTwoMedications() {
    Mapped mapped =
        map(
            "MFN^M15",
            "MFI|INV\rMFE|MAD|1\rIIM|A^^L|1^Drug^RXNORM|LOT1|20280131\r"
                + "MFE|MAD|2\rIIM|A^^L|1^Drug^RXNORM|LOT2|20290131\r");

    assertThat(all(mapped, Medication.class))
        .extracting(medicine -> medicine.getBatch().getLotNumber())
        .containsExactly("LOT1", "LOT2");
  }

  @Test
  void onlyMedicinesAmongArticlesAreKnowledgeOfMedicines() {
    Mapped mapped =
        map(
            "MFN^M16",
            "MFI|ITM\rMFE|MAD|1\rITM|A-1^H|Drug|I|MED\rMFE|MAD|2\rITM|B-1^H|Box|A|SUP\r");

    MedicationKnowledge medicine = only(mapped, MedicationKnowledge.class);
    assertThat(medicine.getStatus()).isEqualTo(MedicationKnowledgeStatus.INACTIVE);
    assertThat(mapped.issues()).anyMatch(issue -> issue.path().equals("ITM[2]-4"));
  }

  @Test
  void aMessageThatGoesOnInAnotherSaysSo() {
    Mapped mapped = map("ADT^A31", PID + "DSC|77|F");

    assertThat(mapped.issues()).anyMatch(issue -> issue.path().equals("DSC-1"));
  }

  private static String fullUrl(Mapped mapped, Resource resource) {
    return mapped.bundle().getEntry().stream()
        .filter(entry -> entry.getResource() == resource)
        .findFirst()
        .orElseThrow()
        .getFullUrl();
  }

  private static Mapped map(String type, String segments) {
    return Messages.map(Messages.header(type) + segments);
  }
}
