package dev.mortar.mapping;

import static dev.mortar.mapping.Found.all;
import static dev.mortar.mapping.Found.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.mapping.Mapped.Status;
import dev.mortar.mapping.MappingIssue.Code;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StoriesTest {
  private static final String PID = "PID|1||7^^^H^MR||Test^Tom\r";

  @Test
  void aNumericResultBecomesAQuantityWithItsUcumCode() {
    Observation observation = result("OBX|1|NM|2823-3^K^LN||6.80|mmol/L|3.5-5.1|HH|||F");

    Quantity value = observation.getValueQuantity();
    assertThat(value.getValue()).isEqualTo(new BigDecimal("6.80"));
    assertThat(value.getCode()).isEqualTo("mmol/L");
    assertThat(value.getSystem()).isEqualTo("http://unitsofmeasure.org");
    assertThat(observation.getInterpretationFirstRep().getCodingFirstRep().getCode())
        .isEqualTo("HH");
    assertThat(observation.getReferenceRangeFirstRep().getHigh().getValue()).isEqualTo("5.1");
  }

  @ParameterizedTest
  @CsvSource({
    "'OBX|1|NM|c||<0.5|ng/mL|||||F', Quantity",
    "'OBX|1|NM|c||haemolysed||||||F', string",
    "'OBX|1|SN|c||>^90|mL/min|||||F', Quantity",
    "'OBX|1|SN|c||1^:^128||||||F', Ratio",
    "'OBX|1|SN|c||3^-^5||||||F', string",
    "'OBX|1|SN|c||^3^-^5||||||F', Range",
    "'OBX|1|CWE|c||260385009^Negative^SCT||||||F', CodeableConcept",
    "'OBX|1|ST|c||a^b||||||F', string",
    "'OBX|1|TX|c||one~two||||||F', string",
    "'OBX|1|DT|c||20261120||||||F', dateTime",
    "'OBX|1|TM|c||0815||||||F', time",
    "'OBX|1|NA|c||1^2^3||||||F', SampledData",
    "'OBX|1|XPN|c||Doe^Jane||||||F', string",
    "'OBX|1||c||5|mg|||||F', Quantity"
  })
  void aValueHasTheTypeThatObx2Names(String obx, String type) {
    Observation observation = result(obx.replace("1|SN|c||1^:", "1|SN|c||^1^:"));

    assertThat(observation.getValue().fhirType()).isEqualTo(type);
  }

  @Test
  void aCorrectionMeetsTheResultThatItCorrects() {
    Observation first = result("OBX|1|NM|c^C^LN||6.8||||||F");
    Observation second = result("OBX|1|NM|c^C^LN||4.8||||||C");

    assertThat(second.getId()).isEqualTo(first.getId());
    assertThat(second.getStatus()).isEqualTo(ObservationStatus.CORRECTED);
    assertThat(Entries.mayReplace("corrected", "final")).isFalse();
    assertThat(Entries.mayReplace("final", "corrected")).isTrue();
  }

  @Test
  void repeatedResultsOfOneCodeStayApart() {
    Mapped mapped = results("OBX|1|NM|c||1||||||F\rOBX|2|NM|c||2||||||F");

    assertThat(all(mapped, Observation.class)).extracting(Resource::getId).doesNotHaveDuplicates();
    assertThat(only(mapped, DiagnosticReport.class).getResult()).hasSize(2);
  }

  @Test
  void aResultNeverMovesToAnotherPatientByItsNumber() {
    String other = "PID|1||8^^^H^MR||Test^Tim\r";
    String rest = "OBR|1||F1|p\rOBX|1|NM|c||1||||||F";
    String ours = only(map("ORU^R01", PID + rest), Observation.class).getId();

    assertThat(only(map("ORU^R01", other + rest), Observation.class).getId()).isNotEqualTo(ours);
  }

  @Test
  void noteBelongsToTheResultThatItFollows() {
    Mapped mapped =
        results("OBX|1|NM|a||1||||||F\rNTE|1||first\rOBX|2|NM|b||2||||||F\rNTE|1||second");

    assertThat(all(mapped, Observation.class))
        .extracting(observation -> observation.getNoteFirstRep().getText())
        .containsExactly("first", "second");
  }

  @Test
  void anUpdateDoesNotResetTheStatusOfTheVisit() {
    Encounter update = only(visit("A08"), Encounter.class);
    Encounter discharge = only(visit("A03"), Encounter.class);

    assertThat(Entries.initial(update)).contains("status");
    assertThat(Entries.initial(discharge)).doesNotContain("status");
    assertThat(discharge.getStatus()).isEqualTo(EncounterStatus.FINISHED);
    assertThat(discharge.getPeriod().hasEnd()).isTrue();
    assertThat(Entries.eventTime(discharge)).contains(Instant.parse("2026-11-20T08:30:00Z"));
  }

  @Test
  void aCancelledDischargeOpensTheVisitAgain() {
    Encounter encounter = only(visit("A13"), Encounter.class);

    assertThat(encounter.getStatus()).isEqualTo(EncounterStatus.INPROGRESS);
    assertThat(Entries.deleted(encounter))
        .containsExactlyInAnyOrder("period.end", "hospitalization.dischargeDisposition");
  }

  @Test
  void aPersonUpdateHasNoVisit() {
    Mapped mapped = map("ADT^A31", PID + "PV1|1|N");

    assertThat(all(mapped, Encounter.class)).isEmpty();
    assertThat(mapped.status()).isEqualTo(Status.MAPPED);
  }

  @Test
  void twoQuotesAskForRemoval() {
    Patient patient =
        only(map("ADT^A31", "PID|1||7^^^H^MR||Test^Tom||\"\"||||||\"\""), Patient.class);

    assertThat(Entries.deleted(patient)).containsExactlyInAnyOrder("birthDate", "telecom");
  }

  @Test
  void aMergeLinksBothPatientsAndTouchesBothPartitions() {
    Mapped mapped = map("ADT^A40", PID + "MRG|9^^^H^MR");

    List<Patient> patients = all(mapped, Patient.class);
    assertThat(patients.getFirst().getLinkFirstRep().getType())
        .isEqualTo(Patient.LinkType.REPLACES);
    assertThat(patients.getLast().getLinkFirstRep().getType())
        .isEqualTo(Patient.LinkType.REPLACEDBY);
    assertThat(patients.getLast().getActive()).isFalse();
    assertThat(mapped.partitions()).hasSize(2);
  }

  @Test
  void aRoleWithoutAPersonIsNotGivenToWhoStandsBefore() {
    String planned = "SCH|1^C|2^S|||||||30|MIN|^^30^20261127093000+0100^20261127100000+0100\r";
    Mapped mapped =
        map("SIU^S12^SIU_S12", planned + PID + "RGS|1\rAIP|1|A||PPRF^primary performer^HL70443");

    var people = only(mapped, Appointment.class).getParticipant();
    assertThat(people).hasSize(2);
    assertThat(people.getFirst().hasActor()).isTrue();
    assertThat(people.getFirst().hasType()).isFalse();
    assertThat(people.getLast().hasActor()).isFalse();
    assertThat(people.getLast().getTypeFirstRep().getCodingFirstRep().getCode()).isEqualTo("PPRF");
  }

  @ParameterizedTest
  @CsvSource({"S12,BOOKED", "S13,BOOKED", "S15,CANCELLED", "S17,ENTEREDINERROR", "S26,NOSHOW"})
  void theEventDecidesTheStatusOfAnAppointment(String trigger, AppointmentStatus status) {
    Mapped mapped =
        map(
            "SIU^" + trigger,
            "SCH|P1|F1|||||||30|MIN|^^30^20261127093000||||||||||||||Booked\r" + PID);

    Appointment appointment = only(mapped, Appointment.class);
    assertThat(appointment.getStatus()).isEqualTo(status);
    assertThat(appointment.getEnd().toInstant()).isEqualTo("2026-11-27T10:00:00Z");
  }

  @Test
  void provenanceLeadsFromEveryResourceToTheInbox() {
    Mapped mapped = results("OBX|1|NM|c||1||||||F");
    Provenance provenance = only(mapped, Provenance.class);

    assertThat(provenance.getTarget()).hasSize(mapped.bundle().getEntry().size() - 1);
    assertThat(provenance.getEntityFirstRep().getWhat().getIdentifier().getSystem())
        .isEqualTo("https://mortar.dev/fhir/sid/hl7-inbox");
    assertThat(provenance.getEntityFirstRep().getWhat().getIdentifier().getValue()).isEqualTo("1");
  }

  @Test
  void oneBadDateIsReportedAndTheRestIsMapped() {
    Mapped mapped = map("ADT^A31", "PID|1||7^^^H^MR||Test^Tom||19991399|M");

    assertThat(mapped.status()).isEqualTo(Status.PARTLY);
    assertThat(mapped.issues())
        .anyMatch(issue -> issue.code() == Code.BAD_VALUE && issue.path().equals("PID-7"));
    assertThat(mapped.coverage().reported()).isEqualTo(1);
    assertThat(only(mapped, Patient.class).hasGender()).isTrue();
  }

  @Test
  void anUnknownCodeOfAnOpenElementIsCarriedAndReported() {
    Patient patient = only(map("ADT^A31", "PID|1||7^^^H^MR||Test^Tom|||||||||||Q9"), Patient.class);

    CodeableConcept marital = patient.getMaritalStatus();
    assertThat(marital.getCodingFirstRep().getCode()).isEqualTo("Q9");
  }

  @Test
  void anUnknownTypeIsKeptAndNothingElse() {
    Mapped mapped = map("ZZZ^Z01", PID);

    assertThat(mapped.status()).isEqualTo(Status.UNMAPPED);
    assertThat(mapped.bundle().getEntry()).isEmpty();
  }

  @Test
  void bytesWithoutAHeaderAreRejected() {
    assertThat(Messages.map("hello").status()).isEqualTo(Status.REJECTED);
  }

  @Test
  void aResultWithoutAPatientNumberIsKeptForThisMessageOnly() {
    Mapped mapped = map("ORU^R01", "PID|1||||Test^Tom\rOBR|1||F1|p\rOBX|1|NM|c||1||||||F");

    assertThat(mapped.status()).isEqualTo(Status.PARTLY);
    assertThat(only(mapped, Observation.class).getSubject().hasReference()).isTrue();
  }

  @Test
  void textOfSeveralLinesIsOneString() {
    assertThat(((StringType) result("OBX|1|TX|c||one~two||||||F").getValue()).getValue())
        .isEqualTo("one\ntwo");
  }

  private static Observation result(String obx) {
    return only(results(obx), Observation.class);
  }

  private static Mapped results(String obxs) {
    return map("ORU^R01", PID + "OBR|1||F1|p^Panel^LN\r" + obxs);
  }

  private static Mapped visit(String trigger) {
    return map(
        "ADT^" + trigger,
        "EVN|" + trigger + "|20261120093000+0100\r" + PID + "PV1|1|I|||||||||||||||||V1^^^H^VN");
  }

  private static Mapped map(String type, String rest) {
    return Messages.map(Messages.header(type) + rest);
  }
}
