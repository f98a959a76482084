package dev.mortar.mapping;

import static dev.mortar.mapping.Found.all;
import static dev.mortar.mapping.Found.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.mapping.Mapped.Status;
import java.util.List;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who takes part (PRT) in the care of a patient, a visit and a procedure. */
final class ParticipationsTest {
  private static final String PID = "PID|1||7^^^H^MR||Test^Tom\r";
  private static final String PV1 = "PV1|1|I|||||||||||||||||V1^^^H\r";

  @ParameterizedTest
  @ValueSource(strings = {"PP^^HL70912", "PP^^HL70443", "PP"})
  void aPrimaryCareProviderBesideThePatientIsTheGeneralPractitioner(String role) {
    Mapped mapped = map("ADT^A31", PID + "PRT||A||" + role + "|9^Huber^Karl");

    Practitioner doctor = only(mapped, Practitioner.class);
    assertThat(only(mapped, Patient.class).getGeneralPractitionerFirstRep().getReference())
        .isEqualTo(fullUrl(mapped, doctor));
    assertThat(all(mapped, PractitionerRole.class)).isEmpty();
    assertThat(all(mapped, CareTeam.class)).isEmpty();
  }

  @Test
  void aGeneralPractitionerOfAPracticeIsARole() {
    Mapped mapped =
        map(
            "ADT^A31",
            PID + "PRT||A||PP^^HL70912|9^Huber^Karl|||Practice^^33^^^H|||20240301|20270301");

    PractitionerRole role = only(mapped, PractitionerRole.class);
    assertThat(only(mapped, Patient.class).getGeneralPractitionerFirstRep().getReference())
        .isEqualTo(fullUrl(mapped, role));
    assertThat(role.getOrganization().getDisplay()).isEqualTo("Practice");
    assertThat(role.getPeriod().getEndElement().getValueAsString()).isEqualTo("2027-03-01");
  }

  @Test
  void aPersonIsOneWhereverTheyAreNamed() {
    Mapped mapped =
        map(
            "ADT^A01",
            PID
                + "ROL||AD|PH^^HL70443|9^Huber^Karl\rPRT||A||PP^^HL70912|9^Huber^Karl\r"
                + "PV1|1|I|||||9^Huber^Karl||||||||||||V1^^^H\r"
                + "PRT||A||AT^^HL70912|9^Huber^Karl");

    assertThat(all(mapped, Practitioner.class)).hasSize(1);
    assertThat(only(mapped, Encounter.class).getParticipant()).hasSize(1);
  }

  @Test
  void theOtherProvidersAreOneTeamTogetherWithTheRoles() {
    Mapped mapped =
        map(
            "ADT^A31",
            PID
                + "ROL||AD|CP^^HL70443|^Roth^Eva\r"
                + "PRT||A||PH^Pharmacist^HL70912|5^Klein^Mia|||Corner^^44^^^H\r"
                + "PRT||D||CP^^HL70912|6^Past^Paul\r");

    CareTeam team = only(mapped, CareTeam.class);
    assertThat(team.getStatus()).isEqualTo(CareTeamStatus.ACTIVE);
    assertThat(team.getParticipant()).hasSize(2);
    CareTeam.CareTeamParticipantComponent pharmacist = team.getParticipant().get(1);
    assertThat(codes(pharmacist.getRoleFirstRep())).containsExactly("pharmacist", "PH");
    assertThat(pharmacist.getOnBehalfOf().getDisplay()).isEqualTo("Corner");
    assertThat(mapped.issues()).anyMatch(issue -> issue.path().equals("PRT[2]-2"));
    assertThat(mapped.coverage().lost()).isZero();
  }

  @Test
  void whatIsOverAloneEmptiesItsList() {
    Mapped mapped =
        map(
            "ADT^A01",
            PID
                + "PRT||D||PP^^HL70912|9^Huber^Karl\rPRT||D||PH^^HL70912|5^Klein^Mia\r"
                + PV1
                + "PRT||D||TN^^HL70912|6^Lang^Tim");

    assertThat(Entries.deleted(only(mapped, Patient.class))).contains("generalPractitioner");
    assertThat(Entries.deleted(only(mapped, Encounter.class))).contains("participant");
    CareTeam team = only(mapped, CareTeam.class);
    assertThat(team.getStatus()).isEqualTo(CareTeamStatus.INACTIVE);
    assertThat(Entries.deleted(team)).contains("participant");
    assertThat(mapped.status()).isEqualTo(Status.MAPPED);
  }

  @Test
  void somebodyWhoIsNoProviderIsARelative() {
    Mapped mapped =
        map(
            "ORU^R01",
            PID + "PRT||A||MTH^Mother^HL70063|^Test^Lea||||||||||^PRN^CP^^1^217^5550134||||||||C");

    RelatedPerson mother = only(mapped, RelatedPerson.class);
    assertThat(codes(mother.getRelationshipFirstRep())).contains("MTH");
    assertThat(mother.getNameFirstRep().getFamily()).isEqualTo("Test");
    assertThat(mother.getTelecomFirstRep().hasExtension()).isTrue();
    assertThat(mother.getPatient().getReference())
        .isEqualTo(fullUrl(mapped, only(mapped, Patient.class)));
  }

  @Test
  void whoIsAKindOfProviderIsNoRelative() {
    Mapped mapped = map("ORU^R01", PID + "PRT||A||X1^Helper^L|5^Klein^Mia|N1^Nurse^L");

    assertThat(all(mapped, RelatedPerson.class)).isEmpty();
    assertThat(only(mapped, PractitionerRole.class).getSpecialtyFirstRep().hasCoding()).isTrue();
  }

  @Test
  void whoeverStandsBehindTheDetailsOfAVisitTakesPartInIt() {
    Mapped mapped =
        map(
            "ADT^A01",
            PID
                + PV1
                + "PV2|||^Cough\r"
                + "PRT||A||TN^^HL70912|5^Lang^Tim|||North^^10^^^H|||20261120|20261121\r"
                + "PR1|1||94010^Spirometry^C4\rNTE|1||Sitting\rPRT||A||TN^^HL70912|5^Lang^Tim\r");

    Encounter.EncounterParticipantComponent participant =
        only(mapped, Encounter.class).getParticipantFirstRep();
    assertThat(codes(participant.getTypeFirstRep())).containsExactly("TN", "TN");
    assertThat(participant.getPeriod().hasEnd()).isTrue();
    assertThat(participant.getIndividual().getReference())
        .isEqualTo(fullUrl(mapped, only(mapped, PractitionerRole.class)));
    assertThat(only(mapped, Procedure.class).getPerformerFirstRep().getActor().getReference())
        .isEqualTo(fullUrl(mapped, only(mapped, Practitioner.class)));
  }

  @Test
  void anOrganizationVisitsByARoleOnly() {
    Mapped mapped = map("ADT^A01", PID + PV1 + "PRT||A||PO^^HL70912||||North^^10^^^H");

    assertThat(only(mapped, Encounter.class).getParticipantFirstRep().getIndividual())
        .satisfies(
            it ->
                assertThat(it.getReference())
                    .isEqualTo(fullUrl(mapped, only(mapped, PractitionerRole.class))));
  }

  @Test
  void aParticipationOfNobodyIsReported() {
    Mapped mapped = map("ADT^A01", PID + PV1 + "PRT||A||TN^^HL70912");

    assertThat(mapped.status()).isEqualTo(Status.PARTLY);
    assertThat(mapped.issues()).anyMatch(issue -> issue.path().equals("PRT[1]-5"));
    assertThat(only(mapped, Encounter.class).getParticipant()).isEmpty();
  }

  @Test
  void aParticipationInSomethingElseIsNotThePatients() {
    Mapped mapped =
        map("ADT^A01", PID + PV1 + "IN1|1|P^Plan|C1|Payer\rPRT||A||CP^^HL70912|5^Klein^Mia\r");

    assertThat(all(mapped, CareTeam.class)).isEmpty();
    assertThat(only(mapped, Encounter.class).getParticipant()).isEmpty();
    assertThat(mapped.coverage().lost()).isZero();
  }

  private static List<String> codes(CodeableConcept concept) {
    return concept.getCoding().stream().map(coding -> coding.getCode()).toList();
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
