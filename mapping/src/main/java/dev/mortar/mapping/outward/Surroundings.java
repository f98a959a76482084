package dev.mortar.mapping.outward;

import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Leads from a reference to the resource behind it. */
@FunctionalInterface
public interface Surroundings {
  /** Empty if it leads nowhere that we know. */
  Optional<Resource> find(Reference reference);

  /** The same, for references that should lead to one type. */
  default <T extends Resource> Optional<T> find(Reference reference, Class<T> type) {
    return reference.isEmpty()
        ? Optional.empty()
        : find(reference).filter(type::isInstance).map(type::cast);
  }
}
