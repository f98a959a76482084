package dev.mortar.storage.outbound;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.store.FhirStore;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Finds what a message must say of other resources. */
final class References {
  /** A resource and the Provenance of the message that it came with are stored together. */
  private static final Duration TOGETHER = Duration.ofSeconds(2);

  private final FhirStore store;
  private final FhirContext fhir;

  References(FhirStore store, FhirContext fhir) {
    this.store = store;
    this.fhir = fhir;
  }

  /**
   * The resource behind a reference.
   *
   * @param reference as {@code Patient/7}; anything else leads nowhere
   */
  Optional<Resource> find(@Nullable String reference) {
    IdType id = new IdType(reference);
    if (!id.hasResourceType() || !id.hasIdPart() || id.isAbsolute()) {
      return Optional.empty();
    }
    Class<? extends Resource> type =
        fhir.getResourceDefinition(id.getResourceType())
            .getImplementingClass()
            .asSubclass(Resource.class);
    return store.find(type, id.getIdPart()).map(Resource.class::cast);
  }

  /** Who sent the message that this version came with; empty if it came another way. */
  Optional<String> origin(Resource resource) {
    String target = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    List<Provenance> newest =
        store.search(Provenance.class, "target=" + target + "&_sort=-_lastUpdated", 1);
    return newest.stream()
        .filter(provenance -> isTogether(provenance, resource))
        .map(provenance -> provenance.getAgentFirstRep().getWho().getDisplay())
        .findFirst();
  }

  private static boolean isTogether(Provenance provenance, Resource resource) {
    Date one = provenance.getMeta().getLastUpdated();
    Date other = resource.getMeta().getLastUpdated();
    return one != null
        && other != null
        && Math.abs(one.getTime() - other.getTime()) < TOGETHER.toMillis();
  }
}
