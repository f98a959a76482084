package dev.mortar.mapping.message;

import dev.mortar.mapping.Entries;
import dev.mortar.mapping.datatype.Mapping;
import java.util.List;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;

/** A24 and A37: two records are of one person and both stay in use, or are of two people. */
final class Links {
  private Links() {}

  static void apply(List<Reference> patients, Mapping mapping) {
    if (patients.size() != 2
        || patients.get(0).getReference().equals(patients.get(1).getReference())) {
      mapping.missing("PID[2]-3", "A link needs two patients");
      return;
    }
    Patient one = patient(patients.get(0), mapping);
    Patient other = patient(patients.get(1), mapping);
    if (mapping.trigger().equals("A24")) {
      one.addLink().setOther(patients.get(1)).setType(LinkType.SEEALSO);
      other.addLink().setOther(patients.get(0)).setType(LinkType.SEEALSO);
      return;
    }
    Entries.markParted(one, patients.get(1).getReference());
    Entries.markParted(other, patients.get(0).getReference());
  }

  private static Patient patient(Reference reference, Mapping mapping) {
    return (Patient) mapping.transaction().resource(reference);
  }
}
