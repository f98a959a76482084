package dev.mortar.mapping.outward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.mapping.outward.Letter.Party;
import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationStatus;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** Messages that nothing comes in by yet, and what must never go out. */
final class OutwardTest {
  private static final Reference THORA = new Reference("Patient/1");

  private final Patient patient = new Patient();

  OutwardTest() {
    patient.addName().setFamily("Test").addGiven("Thora");
  }

  private String write(Resource resource) {
    Letter letter =
        new Letter(
            new Party("MORTAR", "PHARM"),
            new Party("EHR", "HOSP"),
            "C1",
            Instant.parse("2026-03-02T10:00:00Z"),
            true);
    return Outward.write(letter, resource, reference -> Optional.of(patient))
        .map(Written::text)
        .orElse("");
  }

  private static CodeableConcept drug() {
    CodeableConcept drug = new CodeableConcept();
    drug.addCoding()
        .setSystem("http://www.nlm.nih.gov/research/umls/rxnorm")
        .setCode("855332")
        .setDisplay("Warfarin 5 MG");
    return drug;
  }

  @Test
  void noValueBecomesAFieldOrASegmentOfItsOwn() {
    patient.getNameFirstRep().setFamily("A|B^C~D\\E&F\rOBX|1");
    assertThat(write(patient))
        .contains("|A\\F\\B\\S\\C\\R\\D\\E\\E\\T\\F\\.br\\OBX\\F\\1^Thora\r")
        .doesNotContain("\rOBX");
  }

  @Test
  void anOrderBecomesAnRde() {
    MedicationRequest order = new MedicationRequest();
    order.setStatus(MedicationRequestStatus.ACTIVE).setSubject(THORA).setMedication(drug());
    order.addDosageInstruction().setText("one in the evening");
    order.getDispenseRequest().setNumberOfRepeatsAllowed(3).setQuantity(new Quantity(30));
    order.setId("MedicationRequest/7");
    assertThat(write(order))
        .contains("|RDE^O11^RDE_O11|C1|P|2.5.1|")
        .contains("\rORC|NW|7|||IP\r")
        .contains("\rRXE||855332^Warfarin 5 MG^RXNORM|||||^one in the evening|||30||3\r");
  }

  @Test
  void aDispenseBecomesAnRds() {
    MedicationDispense dispense = new MedicationDispense();
    dispense.setSubject(THORA).setMedication(drug()).setQuantity(new Quantity(30));
    dispense.setWhenHandedOverElement(new DateTimeType("2026-03-02T10:15:00+01:00"));
    dispense.addIdentifier().setValue("RX-1");
    assertThat(write(dispense))
        .contains("|RDS^O13^RDS_O13|")
        .contains("\rRXD|1|855332^Warfarin 5 MG^RXNORM|20260302101500+0100|30|||RX-1\r");
  }

  @Test
  void aVaccinationBecomesAVxu() {
    Immunization vaccination = new Immunization();
    vaccination.setStatus(ImmunizationStatus.COMPLETED).setPatient(THORA).setLotNumber("L-1");
    vaccination
        .getVaccineCode()
        .addCoding()
        .setSystem("http://hl7.org/fhir/sid/cvx")
        .setCode("140");
    vaccination.setOccurrence(new DateTimeType("2026-03-02"));
    assertThat(write(vaccination))
        .contains("|VXU^V04^VXU_V04|")
        .contains("\rRXA|0|1|20260302||140^^CVX|999|||||||||L-1|||||CP|A\r");
  }

  @Test
  void aChargeBecomesADft() {
    ChargeItem charge = new ChargeItem();
    charge.setStatus(ChargeItemStatus.BILLABLE).setSubject(THORA);
    charge.getCode().addCoding().setSystem("http://www.ama-assn.org/go/cpt").setCode("99605");
    charge.setOccurrence(new DateTimeType("2026-03-02")).setQuantity(new Quantity(1));
    charge.addIdentifier().setValue("T-1");
    assertThat(write(charge))
        .contains("|DFT^P03^DFT_P03|")
        .contains("\rFT1|1|T-1||20260302||CG|99605^^C4|||1\r");
  }

  @Test
  void whatIsNotDecidedYetIsNotTold() {
    assertThat(write(new Appointment().setStatus(AppointmentStatus.PROPOSED))).isEmpty();
    assertThat(write(new MedicationRequest().setStatus(MedicationRequestStatus.DRAFT))).isEmpty();
    assertThat(write(new ChargeItem().setStatus(ChargeItemStatus.PLANNED))).isEmpty();
  }
}
