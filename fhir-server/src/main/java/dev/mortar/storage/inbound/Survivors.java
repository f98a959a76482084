package dev.mortar.storage.inbound;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;

/** Follows a merged patient to the one that is in use. */
final class Survivors {
  private final StoredResources stored;

  Survivors(StoredResources stored) {
    this.stored = stored;
  }

  static boolean isReplaced(Patient patient) {
    return replacement(patient).isPresent();
  }

  /** The reference to the patient that replaces this one. */
  static Optional<String> replacement(Patient patient) {
    return patient.getLink().stream()
        .filter(link -> link.getType() == LinkType.REPLACEDBY)
        .map(link -> link.getOther().getReference())
        .findFirst();
  }

  /** The patient itself if it is in use, or if following its links leads in a circle. */
  Patient of(Patient patient) {
    Set<String> seen = new HashSet<>();
    Patient current = patient;
    Optional<String> next = replacement(current);
    while (next.isPresent()) {
      String reference = new IdType(next.get()).toUnqualifiedVersionless().getValue();
      var replacing = stored.read(List.of(reference)).get(reference);
      if (!seen.add(reference) || !(replacing instanceof Patient found)) {
        return patient;
      }
      current = found;
      next = replacement(current);
    }
    return current;
  }
}
