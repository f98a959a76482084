package dev.mortar.mapping.message;

import dev.mortar.mapping.Entries;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Merges;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;

/**
 * A18, A30, A34, A36, A39, A40, A46 and A47: the patient of MRG was a duplicate of the patient of
 * PID. The loser stays as an inactive resource that points to the survivor, so that what still
 * refers to it finds its way; the sink moves references.
 */
final class AdtA39 implements MessageMap {
  @Override
  public void map(Node message, Mapping mapping) {
    if (message.children("PID").isEmpty()) {
      mapping.missing("PID", "No patient");
    }
    for (Node pid : message.children("PID")) {
      Subject survivor = Subjects.of(pid, message, mapping);
      Node mrg = pid.child("MRG").orElse(null);
      if (mrg == null) {
        mapping.missing("MRG", "A merge without the patient that was merged");
      } else if (survivor.patient() != null) {
        merge(survivor.patient(), survivor.key(), mrg, mapping);
      }
    }
  }

  private static void merge(Reference survivor, String key, Node mrg, Mapping mapping) {
    Patient loser = new Patient();
    Merges.MRG.apply(mrg.segment(), loser, mapping);
    Identifier identifier = Subjects.primary(loser.getIdentifier());
    if (identifier == null) {
      mapping.missing("MRG-1", "No identifier of the patient that was merged");
      mapping.message().drop(mrg.segment());
      return;
    }
    if (Subjects.key(identifier, mapping).equals(key)) {
      mapping.missing("MRG-1", "A patient cannot be merged into itself");
      mapping.message().drop(mrg.segment());
      return;
    }
    Entries.markInitial(loser, "name");
    loser.setActive(false);
    loser.addLink().setOther(survivor).setType(Patient.LinkType.REPLACEDBY);
    Reference reference = mapping.transaction().byIdentifier(loser, identifier);
    Patient kept = (Patient) mapping.transaction().resource(survivor);
    kept.addLink().setOther(reference).setType(Patient.LinkType.REPLACES);
  }
}
