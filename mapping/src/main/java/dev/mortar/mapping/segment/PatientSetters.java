package dev.mortar.mapping.segment;

import java.util.function.BiConsumer;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** The setters of Patient that HAPI's model does not have in one piece. */
final class PatientSetters {
  private static final String CORE = "http://hl7.org/fhir/StructureDefinition/";
  private static final String US = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-";
  private static final String CDC_RACE = "urn:oid:2.16.840.1.113883.6.238";

  private PatientSetters() {}

  /** PID-2, PID-3 and PID-4 often repeat each other. */
  static void identifier(Patient patient, Identifier identifier) {
    boolean known =
        patient.getIdentifier().stream()
            .anyMatch(
                other ->
                    other.getValue().equals(identifier.getValue())
                        && other.getSystem().equals(identifier.getSystem()));
    if (!known) {
      patient.addIdentifier(identifier);
    }
  }

  static void socialSecurity(Patient patient, String number) {
    Identifier identifier =
        new Identifier().setSystem("http://hl7.org/fhir/sid/us-ssn").setValue(number);
    identifier
        .getType()
        .addCoding()
        .setSystem("http://terminology.hl7.org/CodeSystem/v2-0203")
        .setCode("SS");
    identifier(patient, identifier);
  }

  static void birthTime(Patient patient, DateTimeType time) {
    patient.getBirthDateElement().addExtension(CORE + "patient-birthTime", time);
  }

  static void birthDate(Patient patient, DateType date) {
    patient.setBirthDateElement(date);
  }

  static void gender(Patient patient, String code) {
    patient.setGender(AdministrativeGender.fromCode(code));
  }

  static void district(Patient patient, String county) {
    boolean single =
        patient.getAddress().size() == 1 && !patient.getAddressFirstRep().hasDistrict();
    (single ? patient.getAddressFirstRep() : patient.addAddress()).setDistrict(county);
  }

  static void language(Patient patient, CodeableConcept language) {
    patient.addCommunication().setLanguage(language);
  }

  static void birthPlace(Patient patient, String place) {
    patient.addExtension(CORE + "patient-birthPlace", new Address().setText(place));
  }

  /** A coded extension with one value. */
  static <T extends Type> BiConsumer<Patient, T> extension(String name) {
    return (patient, value) -> patient.addExtension(CORE + name, value);
  }

  /** An extension whose value is in an inner one. */
  static BiConsumer<Patient, CodeableConcept> inner(String name, String inner) {
    return (patient, value) -> patient.addExtension(withInner(CORE + name, inner, value));
  }

  static void race(Patient patient, CodeableConcept race) {
    omb(patient, US + "race", race);
  }

  static void ethnicity(Patient patient, CodeableConcept ethnicity) {
    omb(patient, US + "ethnicity", ethnicity);
  }

  /** All of what came goes into the codings; the text is required by US Core. */
  private static void omb(Patient patient, String url, CodeableConcept concept) {
    Extension extension = patient.getExtensionByUrl(url);
    if (extension == null) {
      extension = patient.addExtension().setUrl(url);
    }
    String text = concept.getText();
    for (Coding coding : concept.getCoding()) {
      String words = coding.hasDisplay() ? coding.getDisplay() : coding.getCode();
      text = text == null ? words : text;
      String slice = CDC_RACE.equals(coding.getSystem()) ? "ombCategory" : "detailed";
      extension.addExtension(slice, coding);
    }
    extension.addExtension("text", new StringType(text));
  }

  private static Extension withInner(String url, String inner, Type value) {
    Extension extension = new Extension(url);
    extension.addExtension(inner, value);
    return extension;
  }
}
