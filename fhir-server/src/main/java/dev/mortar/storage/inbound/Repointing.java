package dev.mortar.storage.inbound;

import ca.uhn.fhir.jpa.dao.data.IResourceLinkDao;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Moves what belongs to a merged patient to the one that survives, and back when they are parted.
 * Provenance and AuditEvent stay: they say what was true when they were written.
 */
final class Repointing {
  private static final Set<String> STAY = Set.of("Patient", "Provenance", "AuditEvent");
  private static final String PATIENT = "Patient/";

  private final IResourceLinkDao links;
  private final References references;
  private final MovedReferences moved;

  Repointing(IResourceLinkDao links, References references, MovedReferences moved) {
    this.links = links;
    this.references = references;
    this.moved = moved;
  }

  static boolean stays(Resource resource) {
    return STAY.contains(resource.fhirType());
  }

  /** Lets all that ever named one of the patients name who stands for that one now. */
  void settle(Collection<String> patients, Groups groups, Changes changes) {
    moveAgain(patients, groups, changes);
    for (String patient : patients) {
      String survivor = groups.survivor(patient);
      if (!survivor.equals(patient)) {
        moveFirst(patient, survivor, changes);
      }
    }
  }

  /** What was moved before is told by its rows. */
  private void moveAgain(Collection<String> patients, Groups groups, Changes changes) {
    Map<Place, String> known = moved.of(patients);
    Map<String, Resource> resources =
        changes.read(known.keySet().stream().map(Place::resource).collect(Collectors.toSet()));
    Map<String, Map<Place, Reference>> all = new HashMap<>();
    resources.forEach((name, resource) -> all.put(name, references.in(resource)));
    Set<String> changed = new LinkedHashSet<>();
    Set<Place> over = new HashSet<>();
    known.forEach(
        (place, patient) -> {
          Reference reference = all.getOrDefault(place.resource(), Map.of()).get(place);
          String survivor = groups.survivor(patient);
          if (reference == null || !isOf(reference, patients)) {
            over.add(place);
            return;
          }
          if (!reference.getReference().equals(PATIENT + survivor)) {
            reference.setReference(PATIENT + survivor);
            changed.add(place.resource());
          }
          if (survivor.equals(patient)) {
            over.add(place);
          }
        });
    resources.forEach(
        (name, resource) -> {
          if (changed.contains(name)) {
            changes.put(resource);
          }
        });
    moved.remove(over);
  }

  private static boolean isOf(Reference reference, Collection<String> patients) {
    String name = reference.getReference();
    return name.startsWith(PATIENT) && patients.contains(name.substring(PATIENT.length()));
  }

  /** What still names a merged patient was never moved. */
  private void moveFirst(String patient, String survivor, Changes changes) {
    Set<String> sources;
    try (var ids = links.streamSourceIdsForTargetFhirId("Patient", patient)) {
      sources =
          ids.filter(id -> !STAY.contains(id.getResourceType()))
              .map(id -> id.toUnqualifiedVersionless().getValue())
              .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Map<Place, String> places = new HashMap<>();
    for (Resource resource : changes.read(sources).values()) {
      references
          .in(resource)
          .forEach(
              (place, reference) -> {
                if (reference.getReference().equals(PATIENT + patient)) {
                  reference.setReference(PATIENT + survivor);
                  places.put(place, patient);
                  changes.put(resource);
                }
              });
    }
    moved.add(places);
  }
}
