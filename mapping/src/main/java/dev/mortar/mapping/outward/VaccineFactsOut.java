package dev.mortar.mapping.outward;

import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationEducationComponent;
import org.hl7.fhir.r4.model.Immunization.ImmunizationProtocolAppliedComponent;

/**
 * What a US immunization message tells of a vaccination by OBX, the way back of {@code
 * segment.VaccineFacts}.
 */
final class VaccineFactsOut {
  private final StringBuilder out = new StringBuilder();
  private int number;

  private VaccineFactsOut() {}

  static String write(Immunization one) {
    VaccineFactsOut facts = new VaccineFactsOut();
    one.getProgramEligibility()
        .forEach(each -> facts.code("64994-7^Vaccine fund pgm elig cat^LN", each));
    facts.code("30963-3^Vaccine funding source^LN", one.getFundingSource());
    one.getEducation().forEach(facts::education);
    one.getProtocolApplied().stream().limit(1).forEach(facts::protocol);
    for (Annotation note : one.getNote()) {
      facts.fact("TX", "48767-8^Annotation comment^LN", "", Out.text(note.getText()));
    }
    return facts.out.toString();
  }

  private void code(String what, CodeableConcept code) {
    fact("CWE", what, "", Types.cwe(code));
  }

  /** The facts of one leaflet share a sub-id. */
  private void education(ImmunizationEducationComponent one) {
    String sub = String.valueOf(number + 1);
    fact("ST", "69764-9^Document type^LN", sub, Out.text(one.getDocumentType()));
    fact("DT", "29768-9^VIS publication date^LN", sub, Types.dtm(one.getPublicationDateElement()));
    fact(
        "DT", "29769-7^VIS presentation date^LN", sub, Types.dtm(one.getPresentationDateElement()));
  }

  private void protocol(ImmunizationProtocolAppliedComponent one) {
    String dose = one.hasDoseNumber() ? one.getDoseNumber().primitiveValue() : "";
    String doses = one.hasSeriesDoses() ? one.getSeriesDoses().primitiveValue() : "";
    fact("ST", "30973-2^Dose number in series^LN", "", Out.text(dose));
    fact("ST", "59782-3^Number of doses in series^LN", "", Out.text(doses));
    fact(
        "CWE",
        "59780-7^Immunization series name^LN",
        "",
        Out.components("", Out.text(one.getSeries())));
  }

  private void fact(String type, String what, String sub, String value) {
    if (!value.isEmpty()) {
      number++;
      String fields = String.join("|", "OBX", String.valueOf(number), type, what, sub, value);
      out.append(fields).append("||||||F\r");
    }
  }
}
