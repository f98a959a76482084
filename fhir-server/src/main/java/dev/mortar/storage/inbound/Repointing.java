package dev.mortar.storage.inbound;

import ca.uhn.fhir.jpa.dao.data.IResourceLinkDao;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;

/**
 * Moves what belongs to a merged patient to the one that survives. Provenance and AuditEvent stay:
 * they say what was true when they were written.
 */
final class Repointing {
  private static final Set<String> STAY = Set.of("Patient", "Provenance", "AuditEvent");

  private final IResourceLinkDao links;
  private final StoredResources stored;
  private final References references;

  Repointing(IResourceLinkDao links, StoredResources stored, References references) {
    this.links = links;
    this.stored = stored;
    this.references = references;
  }

  /**
   * The changed resources, not yet stored.
   *
   * @param loser the id of the merged patient
   */
  List<Resource> changes(String loser, String survivor) {
    Set<String> sources;
    try (var ids = links.streamSourceIdsForTargetFhirId("Patient", loser)) {
      sources =
          ids.filter(id -> !STAY.contains(id.getResourceType()))
              .map(id -> id.toUnqualifiedVersionless().getValue())
              .collect(Collectors.toCollection(LinkedHashSet::new));
    }
    Map<String, String> moved = Map.of("Patient/" + loser, "Patient/" + survivor);
    return stored.read(sources).values().stream()
        .filter(resource -> references.redirect(resource, moved))
        .toList();
  }
}
