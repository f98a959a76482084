package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.text.Segment;
import java.util.function.BiConsumer;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Reference;

/** PR1 to Procedure. */
public final class Procedures {
  public static final SegmentMap<Procedure> PR1 =
      SegmentMap.<Procedure>of("PR1[Procedure]", "Procedure")
          .one(3, "code[1]", Codes::cwe, Procedure::setCode)
          .one(4, "code.text", Procedures::isDescribed, Primitives::literal, Procedures::text)
          .one(5, "performedDateTime", Times::dateTime, Procedure::setPerformed)
          .one(6, "category", Codes.table("0230"), Procedure::setCategory)
          .each(8, "performer[1].actor(Practitioner)", References::practitioner, as("88189002"))
          .each(11, "performer[2].actor(Practitioner)", References::practitioner, as("304292004"))
          .each(
              12,
              "performer[3].actor(Practitioner)",
              References::practitioner,
              (procedure, person) -> procedure.addPerformer().setActor(person))
          .each(15, "reasonCode", Codes::cwe, Procedure::addReasonCode)
          .one(19, "identifier", Identifiers.ei("procedure", ""), Procedure::addIdentifier)
          .one(23, "location(Location)", References::location, Procedure::setLocation);

  private Procedures() {}

  private static boolean isDescribed(Segment pr1) {
    return !pr1.field(3).component(9).isValued();
  }

  private static void text(Procedure procedure, String text) {
    procedure.getCode().setText(text);
  }

  private static BiConsumer<Procedure, Reference> as(String snomed) {
    return (procedure, person) -> {
      Coding function = new Coding().setSystem("http://snomed.info/sct").setCode(snomed);
      procedure.addPerformer().setActor(person).setFunction(new CodeableConcept(function));
    };
  }
}
