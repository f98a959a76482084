package dev.mortar.mapping.outward;

import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Patient;

/** Patient to PID and NK1. */
final class PatientOut {
  private static final Reversed SEX = Reversed.of("administrative-sex");
  private static final Reversed MARITAL = Reversed.of("marital-status");
  private static final Reversed RELATION = Reversed.of("relationship");
  private static final String CORE = "http://hl7.org/fhir/StructureDefinition/patient-";

  static final OutMap<Patient> PID =
      OutMap.<Patient>of("PID")
          .row(1, "(constant)", patient -> "1")
          .row(
              3,
              "Patient.identifier",
              patient -> Out.repetitions(patient.getIdentifier().stream().map(Types::cx)))
          .row(
              5,
              "Patient.name",
              patient -> Out.repetitions(patient.getName().stream().map(Types::xpn)))
          .row(
              6,
              "Patient.extension(mothersMaidenName)",
              patient -> primitive(patient, CORE + "mothersMaidenName"))
          .row(7, "Patient.birthDate", PatientOut::birth)
          .row(
              8,
              "Patient.gender",
              patient -> patient.hasGender() ? SEX.code(patient.getGender().toCode()) : "")
          .row(
              11,
              "Patient.address",
              patient -> Out.repetitions(patient.getAddress().stream().map(Types::xad)))
          .row(13, "Patient.telecom(home)", patient -> telecom(patient, PatientOut::isAtHome))
          .row(14, "Patient.telecom(work)", patient -> telecom(patient, PatientOut::isAtWork))
          .row(
              15,
              "Patient.communication.language",
              patient -> Types.cwe(patient.getCommunicationFirstRep().getLanguage()))
          .row(
              16,
              "Patient.maritalStatus",
              patient -> Types.cwe(patient.getMaritalStatus(), "0002", MARITAL))
          .row(24, "Patient.multipleBirthBoolean", PatientOut::multiple)
          .row(25, "Patient.multipleBirthInteger", PatientOut::order)
          .row(29, "Patient.deceasedDateTime", PatientOut::deceasedAt)
          .row(30, "Patient.deceasedBoolean", PatientOut::deceased)
          .row(40, "Patient.telecom", patient -> telecom(patient, point -> !point.hasUse()));

  static final OutMap<Patient.ContactComponent> NK1 =
      OutMap.<Patient.ContactComponent>of("NK1")
          .row(2, "Patient.contact.name", contact -> Types.xpn(contact.getName()))
          .row(
              3,
              "Patient.contact.relationship",
              contact -> Types.cwe(contact.getRelationshipFirstRep(), "0063", RELATION))
          .row(4, "Patient.contact.address", contact -> Types.xad(contact.getAddress()))
          .row(
              5,
              "Patient.contact.telecom",
              contact -> Out.repetitions(contact.getTelecom().stream().map(Types::xtn)));

  private PatientOut() {}

  /** PID for a patient, or one that says that nobody is known. */
  static String pid(java.util.Optional<Patient> patient) {
    return patient.map(PID::write).orElse("PID|1\r");
  }

  static String contacts(Patient patient) {
    StringBuilder out = new StringBuilder();
    List<Patient.ContactComponent> contacts = patient.getContact();
    for (int i = 0; i < contacts.size(); i++) {
      out.append("NK1|").append(i + 1).append(NK1.write(contacts.get(i)).substring(4));
    }
    return out.toString();
  }

  private static String primitive(Patient patient, String url) {
    var extension = patient.getExtensionByUrl(url);
    return extension == null || extension.getValue() == null
        ? ""
        : Out.text(extension.getValue().primitiveValue());
  }

  /** The moment of birth, where one is known, says the day as well. */
  private static String birth(Patient patient) {
    var moment =
        patient
            .getBirthDateElement()
            .getExtensionByUrl("http://hl7.org/fhir/StructureDefinition/patient-birthTime");
    return moment != null && moment.getValue() instanceof DateTimeType time
        ? Types.dtm(time)
        : Types.dtm(patient.getBirthDateElement());
  }

  private static String telecom(Patient patient, Predicate<ContactPoint> which) {
    return Out.repetitions(patient.getTelecom().stream().filter(which).map(Types::xtn));
  }

  private static boolean isAtWork(ContactPoint point) {
    return point.getUse() == ContactPoint.ContactPointUse.WORK;
  }

  private static boolean isAtHome(ContactPoint point) {
    return point.hasUse() && !isAtWork(point);
  }

  private static String multiple(Patient patient) {
    return patient.getMultipleBirth() instanceof BooleanType flag ? yesNo(flag) : "";
  }

  private static String order(Patient patient) {
    return patient.getMultipleBirth() instanceof IntegerType number
        ? number.getValueAsString()
        : "";
  }

  private static String deceasedAt(Patient patient) {
    return patient.getDeceased() instanceof DateTimeType time ? Types.dtm(time) : "";
  }

  private static String deceased(Patient patient) {
    return patient.getDeceased() instanceof BooleanType flag ? yesNo(flag) : "";
  }

  private static String yesNo(BooleanType flag) {
    return flag.booleanValue() ? "Y" : "N";
  }
}
