package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.Quantities;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

/** ORC, RXA, RXR and NTE to Immunization; its OBX are in {@link VaccineFacts}. */
public final class Immunizations {
  private static final String ROLES = "http://terminology.hl7.org/CodeSystem/v2-0443";
  private static final CodeTable ROUTE = CodeTable.named("route");
  private static final CodeTable SITE = CodeTable.named("body-part");
  private static final CodeTable COMPLETION = CodeTable.named("completion-status");
  private static final CodeTable SOURCE = CodeTable.named("vaccine-source");

  public static final SegmentMap<Immunization> ORC =
      SegmentMap.<Immunization>of("ORC[Immunization]", "Immunization")
          .one(2, "identifier[1]", Identifiers.ei("placer", "PLAC"), Immunization::addIdentifier)
          .one(3, "identifier[2]", Identifiers.ei("filler", "FILL"), Immunization::addIdentifier)
          .one(9, "recorded", Times::dateTime, Immunization::setRecordedElement)
          .one(12, "performer.actor(PractitionerRole)", References::practitioner, performer("OP"))
          .ours("A PractitionerRole without an organisation says no more than the Practitioner");

  public static final SegmentMap<Immunization> RXA =
      SegmentMap.<Immunization>of("RXA[Immunization]", "Immunization")
          .one(3, "occurrenceDateTime", Times::dateTime, Immunization::setOccurrence)
          .one(5, "vaccineCode", Codes::cwe, Immunization::setVaccineCode)
          .step(6, "doseQuantity.value", Immunizations::dose)
          .step(9, "primarySource", Immunizations::source)
          .ours("NIP001 says whether the reporter gave the vaccine")
          .each(10, "performer.actor(Practitioner)", References::practitioner, performer("AP"))
          .one(
              11,
              "location(Location)",
              rxa -> !rxa.field(27).isValued(),
              References::location,
              Immunization::setLocation)
          .ours("Before RXA-27 there was RXA-11")
          .one(15, "lotNumber", Primitives::text, Immunization::setLotNumber)
          .one(16, "expirationDate", Times::date, Immunization::setExpirationDateElement)
          .one(17, "manufacturer(Organization)", Codes::cwe, Immunizations::manufacturer)
          .one(18, "statusReason", Codes::cwe, Immunization::setStatusReason)
          .each(19, "reasonCode", Codes::cwe, Immunization::addReasonCode)
          .one(
              20,
              "status",
              rxa -> !rxa.field(21).is("D"),
              Codes.code(COMPLETION),
              (immunization, code) -> immunization.setStatus(ImmunizationStatus.fromCode(code)))
          .step(21, "status", Immunizations::deleted)
          .one(22, "recorded", Times::dateTime, Immunization::setRecordedElement)
          .one(27, "location[1](Location)", References::location, Immunization::setLocation);

  public static final SegmentMap<Immunization> RXR =
      SegmentMap.<Immunization>of("RXR[Immunization]", "Immunization")
          .one(1, "route", Codes.cwe(ROUTE, "0162"), Immunization::setRoute)
          .one(2, "site", Codes.cwe(SITE, "0550"), Immunization::setSite);

  public static final SegmentMap<Immunization> NTE =
      SegmentMap.<Immunization>of("NTE[Immunization]", "Immunization")
          .each(
              3,
              "note.text",
              Primitives::literal,
              (immunization, text) -> immunization.addNote(new Annotation().setText(text)))
          .ours("The guide knows no notes on a vaccination");

  private Immunizations() {}

  /** 999 stands for an amount that nobody knows. */
  private static boolean dose(Segment rxa, Immunization immunization, Mapping mapping) {
    if (rxa.field(6).is("999")) {
      return false;
    }
    Quantity dose = Quantities.of(rxa.field(6), rxa.field(7), mapping);
    immunization.setDoseQuantity(dose);
    return dose != null;
  }

  /** Old records come with their origin; what is no code of NIP001 is a note. */
  private static boolean source(Segment rxa, Immunization immunization, Mapping mapping) {
    boolean reached = false;
    Value field = rxa.field(9);
    for (int i = 1; i <= field.repetitions(); i++) {
      Value note = field.repetition(i);
      Optional<CodeTable.Code> known = Codes.lookup(SOURCE, note.component(1).peek(), mapping);
      if (known.isPresent() && known.get().target().equals("true")) {
        note.component(1).text();
        immunization.setPrimarySource(true);
        reached = true;
        continue;
      }
      CodeableConcept concept = Codes.cwe(note, mapping);
      if (concept != null && known.isPresent()) {
        immunization.setPrimarySource(false).setReportOrigin(concept);
      } else if (concept != null) {
        immunization.addNote(new Annotation().setText(Medications.words(concept)));
      }
      reached |= concept != null;
    }
    return reached;
  }

  private static boolean deleted(Segment rxa, Immunization immunization, Mapping mapping) {
    if (!rxa.field(21).text().equals("D")) {
      return false;
    }
    immunization.setStatus(ImmunizationStatus.ENTEREDINERROR);
    return true;
  }

  private static BiConsumer<Immunization, Reference> performer(String function) {
    return (immunization, person) -> {
      Coding role = new Coding().setSystem(ROLES).setCode(function);
      immunization.addPerformer().setActor(person).setFunction(new CodeableConcept(role));
    };
  }

  /** MVX is a code, and no identifier to search an organisation by. */
  private static void manufacturer(Immunization immunization, CodeableConcept code) {
    Reference reference = new Reference().setType("Organization");
    Coding coding = code.getCodingFirstRep();
    if (coding.hasCode()) {
      reference.getIdentifier().setSystem(coding.getSystem()).setValue(coding.getCode());
    }
    immunization.setManufacturer(reference.setDisplay(Medications.words(code)));
  }
}
