package dev.mortar.mapping;

import static dev.mortar.mapping.Found.all;
import static dev.mortar.mapping.Found.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.mapping.Mapped.Status;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationStatus;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationDispense.MedicationDispenseStatus;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders and what is done about them, and the other types that a pharmacy meets. */
final class PharmacyStoriesTest {
  private static final String PID = "PID|1||7^^^H^MR||Test^Tom\r";
  private static final String RXE = "RXE||1^Drug^RXNORM|1||TAB||||60|TAB|2||||RX9\r";

  @ParameterizedTest
  @CsvSource({
    "NW,,ACTIVE",
    "CA,,CANCELLED",
    "DC,,STOPPED",
    "HD,,ONHOLD",
    "RE,CM,COMPLETED",
    "ZZ,,UNKNOWN"
  })
  void theOrderControlIsTheStatusUnlessTheOrderHasOne(
      String control, String state, MedicationRequestStatus status) {
    String orc = "ORC|" + control + "|P1||" + "|" + (state == null ? "" : state) + "\r";

    MedicationRequest request = only(map("RDE^O11", PID + orc + RXE), MedicationRequest.class);

    assertThat(request.getStatus()).isEqualTo(status);
  }

  @Test
  void anOrderItsPrescriptionAndItsDispenseMeet() {
    String ordered = id("OMP^O09", PID + "ORC|NW|P1\rRXO|1^Drug^RXNORM");
    String encoded = id("RDE^O11", PID + "ORC|NW|P1|F1\r" + RXE);
    Mapped dispensed = map("RDS^O13", PID + "ORC|RE|P1|F1\rRXD|1|1^Drug^RXNORM|20261120|60|TAB");

    assertThat(encoded).isEqualTo(ordered);
    MedicationDispense dispense = only(dispensed, MedicationDispense.class);
    assertThat(dispense.getAuthorizingPrescriptionFirstRep().getReference()).endsWith(encoded);
  }

  @Test
  void aDispenseDoesNotDescribeItsPrescriptionAnew() {
    Mapped mapped = map("RDS^O13", PID + "ORC|RE|P1\rRXD|1|1^Drug^RXNORM|20261120|60|TAB");

    MedicationRequest implied = only(mapped, MedicationRequest.class);
    assertThat(Entries.initial(implied)).contains("status", "medication[x]", "intent");
    assertThat(Entries.eventTime(implied)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'TQ1|1||BID',30",
    "'TQ1|1||Q6H',15",
    "'TQ1|1||QOD',120",
    "'TQ1|1||BID|||14^d',14",
    "'TQ1|1||PRN',"
  })
  void theDaysOfSupplyAreWhatWasDispensedByTheDoseOfADay(String tq1, String days) {
    String rxd = "RXD|1|1^Drug^RXNORM|20261120|60|TAB";
    Mapped mapped = map("RDS^O13", PID + "ORC|RE|P1\r" + RXE + tq1 + "\r" + rxd);

    MedicationDispense dispense = only(mapped, MedicationDispense.class);

    assertThat(dispense.getDaysSupply().getValue())
        .isEqualTo(days == null ? null : new BigDecimal(days));
  }

  @ParameterizedTest
  @CsvSource({"Q8H,1,8,H", "BID,2,1,D", "5ID,5,1,D", "Q2W,1,2,WK", "qd prn,1,1,D"})
  void aRepeatPatternIsUnderstood(String code, int frequency, String period, UnitsOfTime unit) {
    MedicationRequest request =
        only(
            map("RDE^O11", PID + "ORC|NW|P1\rTQ1|1||" + code + "\r" + RXE),
            MedicationRequest.class);

    var timing = request.getDosageInstructionFirstRep().getTiming();
    assertThat(timing.getRepeat().getFrequency()).isEqualTo(frequency);
    assertThat(timing.getRepeat().getPeriod()).isEqualByComparingTo(period);
    assertThat(timing.getRepeat().getPeriodUnit()).isEqualTo(unit);
    assertThat(timing.getCode().getText()).isEqualTo(code);
  }

  @Test
  void aPrescriptionWithoutAnOrcIsAnOrderOfItsOwn() {
    Mapped mapped = map("RDE^O11", PID + RXE + "RXR|PO\r" + RXE.replace("RX9", "RX8"));

    assertThat(all(mapped, MedicationRequest.class))
        .extracting(request -> request.getIdentifierFirstRep().getValue())
        .containsExactly("RX9", "RX8");
  }

  @Test
  void aCompoundHasItsParts() {
    Mapped mapped =
        map("RDE^O11", PID + "ORC|NW|P1\r" + RXE + "RXC|B|2^Base^L|500|mL\rRXC|A|3^Add^L|20|mg");

    MedicationRequest request = only(mapped, MedicationRequest.class);
    assertThat(request.getMedicationReference().getReference()).isEqualTo("#compound");
    assertThat(request.getContained()).hasSize(1);
  }

  @Test
  void aGiveIsOneInstanceOfItsOrder() {
    Mapped mapped = map("RGV^O15", PID + "ORC|RE|P1\rRXG|1|1||1^Drug^RXNORM|2||TAB");

    MedicationRequest give =
        all(mapped, MedicationRequest.class).stream()
            .filter(request -> request.getIntent() == MedicationRequestIntent.INSTANCEORDER)
            .findFirst()
            .orElseThrow();
    assertThat(give.getBasedOnFirstRep().hasReference()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"CP,A,completed", "RE,A,not-done", "NA,A,not-done", "CP,D,entered-in-error"})
  void anAdministrationKnowsWhetherItWasDone(String completion, String action, String status) {
    Mapped mapped =
        map(
            "RAS^O17",
            PID
                + "ORC|RE|P1\rRXA|0|1|20261120||1^Drug^RXNORM|1|TAB|||||||||||||"
                + completion
                + "|"
                + action);

    assertThat(only(mapped, MedicationAdministration.class).getStatus().toCode()).isEqualTo(status);
  }

  @Test
  void aCancelledDispenseMeetsTheOneThatWasReported() {
    String rxd = "RXD|1|1^Drug^RXNORM|20261120|60|TAB";
    MedicationDispense done =
        only(map("RDS^O13", PID + "ORC|RE|P1\r" + rxd), MedicationDispense.class);
    MedicationDispense undone =
        only(map("RDS^O13", PID + "ORC|CA|P1\r" + rxd), MedicationDispense.class);

    assertThat(undone.getId()).isEqualTo(done.getId());
    assertThat(undone.getStatus()).isEqualTo(MedicationDispenseStatus.CANCELLED);
  }

  @Test
  void factsOfAVaccinationGoIntoItAndTheRestAreObservations() {
    Mapped mapped =
        map(
            "VXU^V04",
            PID
                + "ORC|RE||F1\rRXA|0|1|20261120||08^HepB^CVX|0.5|mL|||||||||||CP|A\r"
                + "OBX|1|CE|64994-7^Eligibility^LN||V02^Medicaid^HL70064||||||F\r"
                + "OBX|2|CE|31044-1^Reaction^LN||39579001^Anaphylaxis^SCT||||||F");

    Immunization immunization = only(mapped, Immunization.class);
    assertThat(immunization.getProgramEligibility()).hasSize(1);
    assertThat(immunization.getStatus()).isEqualTo(ImmunizationStatus.COMPLETED);
    assertThat(all(mapped, Observation.class)).hasSize(1);
  }

  @Test
  void aVaccinationWithoutAnOrcIsTaken() {
    Mapped mapped = map("VXU^V04", PID + "RXA|0|1|20261120||08^HepB^CVX|999\rRXR|IM");

    assertThat(only(mapped, Immunization.class).hasDoseQuantity()).isFalse();
  }

  @Test
  void aResultMeetsItsOrder() {
    ServiceRequest ordered =
        only(map("OML^O21", PID + "ORC|NW|P1\rOBR|1|P1||k^K^LN"), ServiceRequest.class);
    ServiceRequest done =
        only(
            map("ORU^R01", PID + "ORC|RE|P1|F1\rOBR|1|P1|F1|k^K^LN\rOBX|1|NM|k||1||||||F"),
            ServiceRequest.class);

    assertThat(done.getId()).isEqualTo(ordered.getId());
  }

  @Test
  void linesOfADocumentAreOneTextAndAReplacementNamesWhatItReplaces() {
    Mapped mapped =
        map(
            "MDM^T10",
            PID + "TXA|1|DS|TX|||||||||D2|D1||||AU\rOBX|1|TX|||one\rOBX|2|TX|||two~three");

    List<DocumentReference> documents = all(mapped, DocumentReference.class);
    assertThat(documents)
        .extracting(DocumentReference::getStatus)
        .containsExactlyInAnyOrder(
            DocumentReferenceStatus.CURRENT, DocumentReferenceStatus.SUPERSEDED);
    DocumentReference newer = documents.getLast();
    assertThat(newer.getContent()).hasSize(1);
    assertThat(
            new String(
                newer.getContentFirstRep().getAttachment().getData(), StandardCharsets.UTF_8))
        .isEqualTo("one\ntwo\nthree");
    assertThat(newer.getRelatesToFirstRep().getTarget().getReference())
        .endsWith(documents.getFirst().getId());
  }

  @Test
  void aChargeLeadsToItsAccount() {
    String pid = PID.strip() + "|||||||||||||ACC1\r";
    Mapped mapped = map("DFT^P03", pid + "FT1|1|T1||20261120||CG|99605^Review^C4|||2|30&USD");

    ChargeItem charge = only(mapped, ChargeItem.class);
    assertThat(charge.getPriceOverride().getValue()).isEqualByComparingTo("30");
    assertThat(charge.getAccountFirstRep().getReference())
        .contains(
            mapped.bundle().getEntry().stream()
                .filter(entry -> entry.getResource() instanceof Account)
                .findFirst()
                .orElseThrow()
                .getFullUrl());
  }

  @ParameterizedTest
  @CsvSource({
    "A11,CANCELLED",
    "A12,INPROGRESS",
    "A21,ONLEAVE",
    "A23,ENTEREDINERROR",
    "A27,CANCELLED",
    "A38,CANCELLED"
  })
  void theEventIsTheStatusOfTheVisit(String trigger, EncounterStatus status) {
    Mapped mapped = map("ADT^" + trigger, PID + "PV1|1|I|||||||||||||||||V1^^^H^VN");

    assertThat(only(mapped, Encounter.class).getStatus()).isEqualTo(status);
  }

  @Test
  void swappedBedsAreTwoVisitsOfTwoPatients() {
    String other = "PID|2||8^^^H^MR||Test^Tim\r";
    String pv1 = "PV1|1|I|W^1^A||||||||||||||||V1^^^H^VN\r";

    Mapped mapped = map("ADT^A17", PID + pv1 + other + pv1.replace("V1^", "V2^"));

    assertThat(all(mapped, Encounter.class))
        .extracting(visit -> visit.getSubject().getReference())
        .doesNotHaveDuplicates()
        .hasSize(2);
    assertThat(mapped.partitions()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"A18", "A30", "A34", "A40", "A47"})
  void everyMergeRetiresThePatientOfMrg(String trigger) {
    Mapped mapped = map("ADT^" + trigger, PID + "MRG|9^^^H^MR");

    assertThat(all(mapped, Patient.class).getLast().getActive()).isFalse();
  }

  @Test
  void aMasterFileIsInOrderByItsSender() {
    Mapped mapped = map("MFN^M02", "MFI|STF\rMFE|MAD|1\rSTF|1|1^^^H|Doe^Jane");

    assertThat(mapped.status()).isEqualTo(Status.MAPPED);
    assertThat(mapped.partitions()).hasSize(1);
  }

  private static String id(String type, String rest) {
    return only(map(type, rest), MedicationRequest.class).getId();
  }

  private static Mapped map(String type, String rest) {
    return Messages.map(Messages.header(type) + rest);
  }
}
