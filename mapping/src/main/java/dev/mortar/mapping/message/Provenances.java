package dev.mortar.mapping.message;

import dev.mortar.ig.Canonicals;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Origins;
import java.util.Collections;
import java.util.Date;
import org.hl7.fhir.r4.model.Provenance;

/**
 * The Provenance that leads from every resource of a message to its bytes. It carries what MSH
 * says, so a MessageHeader beside it would only repeat it: our transactions are not messages.
 */
final class Provenances {
  private Provenances() {}

  static void add(Node message, Mapping mapping) {
    if (mapping.transaction().isEmpty()) {
      return;
    }
    Provenance provenance = new Provenance();
    Origins.MSH.apply(message.segment(), provenance, mapping);
    message.child("EVN").ifPresent(evn -> Origins.EVN.apply(evn.segment(), provenance, mapping));
    provenance.setTarget(mapping.transaction().references());
    provenance.setRecorded(Date.from(mapping.raw().received()));
    provenance
        .addEntity()
        .setRole(Provenance.ProvenanceEntityRole.SOURCE)
        .getWhat()
        .getIdentifier()
        .setSystem(Canonicals.SID_HL7_INBOX)
        .setValue(mapping.raw().id());
    if (!provenance.hasAgent()) {
      provenance.addAgent().getWho().setDisplay("unknown sender");
    }
    Collections.swap(provenance.getEntity(), 0, provenance.getEntity().size() - 1);
    mapping.transaction().byKeys(provenance, mapping.raw().id());
  }
}
