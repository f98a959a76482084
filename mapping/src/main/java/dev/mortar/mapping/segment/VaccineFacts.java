package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.text.Segment;
import java.util.Map;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationEducationComponent;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * The observations of a US immunization message that are properties of the vaccination, by their
 * LOINC code (HL7 Version 2.5.1 Implementation Guide for Immunization Messaging 1.5, appendix A).
 * The guide leaves them to implementers.
 */
public final class VaccineFacts {
  private static final String WHY = "LOINC %s of the US immunization guide";

  /** A fact by its LOINC code. */
  public static final Map<String, SegmentMap<Immunization>> BY_CODE =
      Map.ofEntries(
          fact("64994-7", "programEligibility", (obx, it, mapping) -> code(obx, it, mapping, true)),
          fact("30963-3", "fundingSource", (obx, it, mapping) -> code(obx, it, mapping, false)),
          fact("69764-9", "education.documentType", VaccineFacts::documentType),
          fact("29768-9", "education.publicationDate", VaccineFacts::published),
          fact("29769-7", "education.presentationDate", VaccineFacts::presented),
          fact("30973-2", "protocolApplied.doseNumber", VaccineFacts::doseNumber),
          fact("59782-3", "protocolApplied.seriesDoses", VaccineFacts::seriesDoses),
          fact("59780-7", "protocolApplied.series", VaccineFacts::series),
          fact("48767-8", "note.text", VaccineFacts::note));

  private VaccineFacts() {}

  private static Map.Entry<String, SegmentMap<Immunization>> fact(
      String loinc, String attribute, Row.Step<Immunization> step) {
    return Map.entry(
        loinc,
        SegmentMap.<Immunization>of("OBX[Immunization-" + loinc + "]", "Immunization")
            .step(5, attribute, (obx, it, mapping) -> named(obx, it, mapping, step))
            .ours(WHY.formatted(loinc)));
  }

  /** The code of the observation is used, too: it says which fact this is. */
  private static boolean named(
      Segment obx, Immunization it, Mapping mapping, Row.Step<Immunization> step) {
    boolean reached = step.run(obx, it, mapping);
    if (reached) {
      obx.field(3).component(1).text();
    }
    return reached;
  }

  private static boolean code(Segment obx, Immunization it, Mapping mapping, boolean eligibility) {
    var concept = Codes.cwe(obx.field(5).repetition(1), mapping);
    if (concept == null) {
      return false;
    }
    if (eligibility) {
      it.addProgramEligibility(concept);
    } else {
      it.setFundingSource(concept);
    }
    return true;
  }

  private static boolean documentType(Segment obx, Immunization it, Mapping mapping) {
    String code = obx.field(5).component(1).text();
    String words = obx.field(5).component(2).text();
    if (code.isEmpty() && words.isEmpty()) {
      return false;
    }
    education(obx, it).setDocumentType(words.isEmpty() ? code : words + " (" + code + ")");
    return true;
  }

  private static boolean published(Segment obx, Immunization it, Mapping mapping) {
    DateTimeType date = Times.dateTime(obx.field(5), mapping);
    if (date == null) {
      return false;
    }
    education(obx, it).setPublicationDateElement(date);
    return true;
  }

  private static boolean presented(Segment obx, Immunization it, Mapping mapping) {
    DateTimeType date = Times.dateTime(obx.field(5), mapping);
    if (date == null) {
      return false;
    }
    education(obx, it).setPresentationDateElement(date);
    return true;
  }

  /** One leaflet is the OBX of one sub-id. */
  private static ImmunizationEducationComponent education(Segment obx, Immunization it) {
    String key = obx.field(4).peek();
    for (ImmunizationEducationComponent known : it.getEducation()) {
      if (key.equals(known.getUserString("sub-id"))) {
        return known;
      }
    }
    ImmunizationEducationComponent education = it.addEducation();
    education.setUserData("sub-id", key);
    return education;
  }

  private static boolean doseNumber(Segment obx, Immunization it, Mapping mapping) {
    Type number = number(obx, mapping);
    it.getProtocolAppliedFirstRep().setDoseNumber(number);
    return number != null;
  }

  private static boolean seriesDoses(Segment obx, Immunization it, Mapping mapping) {
    Type number = number(obx, mapping);
    it.getProtocolAppliedFirstRep().setSeriesDoses(number);
    return number != null;
  }

  private static @Nullable Type number(Segment obx, Mapping mapping) {
    String text = obx.field(5).text();
    if (text.isEmpty()) {
      return null;
    }
    boolean whole = text.matches("[1-9]\\d{0,3}");
    return whole ? new PositiveIntType(text) : new StringType(text);
  }

  private static boolean series(Segment obx, Immunization it, Mapping mapping) {
    var concept = Codes.cwe(obx.field(5).repetition(1), mapping);
    if (concept == null) {
      return false;
    }
    it.getProtocolAppliedFirstRep().setSeries(Medications.words(concept));
    return true;
  }

  private static boolean note(Segment obx, Immunization it, Mapping mapping) {
    String text = Primitives.literal(obx.field(5), mapping);
    if (text == null) {
      return false;
    }
    it.addNote(new Annotation().setText(text));
    return true;
  }
}
