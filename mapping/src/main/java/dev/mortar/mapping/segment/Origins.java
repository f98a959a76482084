package dev.mortar.mapping.segment;

import dev.mortar.ig.Canonicals;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;

/** MSH and EVN to Provenance. */
public final class Origins {
  private static final String EVENTS = "http://terminology.hl7.org/CodeSystem/v2-0003";
  private static final String PARTICIPANT =
      "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

  public static final SegmentMap<Provenance> MSH =
      SegmentMap.<Provenance>of("MSH[Provenance-Source]", "Provenance")
          .step(3, "agent.who.display", (msh, provenance, mapping) -> sender(msh, provenance))
          .ours("Application and facility together name the sender; there is no Device behind it")
          .one(7, "occurred", Times::dateTime, Provenance::setOccurred)
          .step(9, "activity.coding.display", Origins::event)
          .one(10, "entity[2].what.identifier", Primitives::text, Origins::controlId)
          .ours("By its control id the sender finds the message in its own log");

  public static final SegmentMap<Provenance> EVN =
      SegmentMap.<Provenance>of("EVN[Provenance]", "Provenance")
          .one(4, "reason", Codes::cwe, Provenance::addReason)
          .each(5, "agent.who(Practitioner)", References::practitioner, Origins::operator)
          .one(6, "occurredDateTime", Times::dateTime, Provenance::setOccurred);

  private Origins() {}

  private static boolean sender(Segment msh, Provenance provenance) {
    StringBuilder name = new StringBuilder();
    for (int field = 3; field <= 4; field++) {
      for (int i = 1; i <= 3; i++) {
        String part = msh.field(field).component(i).text();
        if (!part.isEmpty()) {
          name.append(name.isEmpty() ? "" : i == 1 ? " @ " : " ").append(part);
        }
      }
    }
    if (name.isEmpty()) {
      return false;
    }
    Provenance.ProvenanceAgentComponent agent = provenance.addAgent();
    agent.setType(new CodeableConcept(new Coding().setSystem(PARTICIPANT).setCode("author")));
    agent.setWho(new Reference().setDisplay(name.toString()));
    return true;
  }

  private static boolean event(Segment msh, Provenance provenance, Mapping mapping) {
    Value type = msh.field(9);
    String code = type.component(1).text();
    String trigger = type.component(2).text();
    String structure = type.component(3).text();
    if (code.isEmpty()) {
      return false;
    }
    Coding coding = provenance.getActivity().addCoding().setSystem(EVENTS);
    coding.setCode(trigger.isEmpty() ? null : trigger);
    coding.setDisplay(
        "message - "
            + code
            + (trigger.isEmpty() ? "" : "^" + trigger)
            + (structure.isEmpty() ? "" : "^" + structure));
    return true;
  }

  private static void controlId(Provenance provenance, String controlId) {
    provenance
        .addEntity()
        .setRole(Provenance.ProvenanceEntityRole.SOURCE)
        .getWhat()
        .getIdentifier()
        .setSystem(Canonicals.SID_HL7_CONTROL_ID)
        .setValue(controlId);
  }

  private static void operator(Provenance provenance, Reference person) {
    Provenance.ProvenanceAgentComponent agent = provenance.addAgent();
    agent.setType(new CodeableConcept(new Coding().setSystem(PARTICIPANT).setCode("enterer")));
    agent.setWho(person);
  }
}
