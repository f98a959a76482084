package dev.mortar.automation;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

/** Resources for tests; nobody in them exists. */
public final class Samples {
  public static final String POTASSIUM = "2823-3";

  private Samples() {}

  public static Patient patient(String id) {
    var patient = new Patient();
    patient.setId(id);
    patient.addName().setFamily("Prüfer").addGiven("Zoë");
    patient.setBirthDate(Date.valueOf(LocalDate.of(1980, 5, 17)));
    patient.addTelecom().setSystem(ContactPointSystem.PHONE).setValue("+15550100").setRank(1);
    patient.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue("zoe@example.org").setRank(2);
    return patient;
  }

  public static Location pharmacy() {
    var pharmacy = new Location().setName("Corner Pharmacy");
    pharmacy.setId("pharmacy");
    pharmacy.setStatus(Location.LocationStatus.ACTIVE);
    pharmacy.addTelecom().setSystem(ContactPointSystem.PHONE).setValue("555-0199");
    return pharmacy;
  }

  public static Observation lab(String id, String loinc, String value, String unit) {
    var lab = new Observation().setStatus(ObservationStatus.FINAL);
    lab.setId(id);
    lab.addCategory()
        .addCoding()
        .setSystem("http://terminology.hl7.org/CodeSystem/observation-category")
        .setCode("laboratory");
    lab.setCode(new CodeableConcept(new Coding("http://loinc.org", loinc, null)));
    lab.setSubject(new Reference("Patient/p1"));
    var quantity = new Quantity().setValue(new BigDecimal(value)).setUnit(unit).setCode(unit);
    return lab.setValue(quantity);
  }

  public static Observation potassium(String value) {
    return lab("k1", POTASSIUM, value, "mmol/L");
  }

  public static Appointment appointment(String start) {
    var appointment = new Appointment().setStatus(AppointmentStatus.BOOKED);
    appointment.setId("a1");
    appointment.setStart(java.util.Date.from(Instant.parse(start)));
    appointment.addParticipant().setActor(new Reference("Patient/p1"));
    return appointment;
  }

  public static MedicationDispense dispense(String id, String day, int days) {
    var dispense = new MedicationDispense();
    dispense.setId(id);
    dispense.setStatus(MedicationDispense.MedicationDispenseStatus.COMPLETED);
    dispense.setSubject(new Reference("Patient/p1"));
    var rxnorm = new Coding("http://www.nlm.nih.gov/research/umls/rxnorm", "617311", null);
    dispense.setMedication(new CodeableConcept(rxnorm));
    dispense.setWhenHandedOver(java.util.Date.from(Instant.parse(day + "T10:00:00Z")));
    dispense.setDaysSupply(new Quantity(days));
    return dispense;
  }

  public static Consent consent(String id, ConsentProvisionType type, String given) {
    var consent = new Consent().setStatus(ConsentState.ACTIVE);
    consent.setId(id);
    consent.setPatient(new Reference("Patient/p1"));
    consent.addCategory(dev.mortar.ig.Codes.ConsentCategory.MESSAGING.concept());
    consent.setDateTime(java.util.Date.from(Instant.parse(given)));
    consent.getProvision().setType(type);
    return consent;
  }
}
