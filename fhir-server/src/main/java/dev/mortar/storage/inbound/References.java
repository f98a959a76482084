package dev.mortar.storage.inbound;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import ca.uhn.fhir.util.ResourceReferenceInfo;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Lets references point elsewhere. */
final class References {
  private final FhirTerser terser;

  References(FhirContext fhir) {
    this.terser = fhir.newTerser();
  }

  /**
   * @param targets new references by old ones
   * @return true if anything was changed
   */
  boolean redirect(Resource resource, Map<String, String> targets) {
    boolean changed = false;
    for (ResourceReferenceInfo info : terser.getAllResourceReferences(resource)) {
      var reference = (Reference) info.getResourceReference();
      String target = targets.get(reference.getReference());
      if (target != null) {
        reference.setReference(target);
        changed = true;
      }
    }
    return changed;
  }

  /** The references that name something, by where they stand. */
  Map<Place, Reference> in(Resource resource) {
    return in(resource.fhirType() + "/" + resource.getIdPart(), resource);
  }

  /** The same for a resource whose name is not in it yet. */
  Map<Place, Reference> in(String name, Resource resource) {
    Map<String, Integer> numbers = new HashMap<>();
    Map<Place, Reference> places = new LinkedHashMap<>();
    for (ResourceReferenceInfo info : terser.getAllResourceReferences(resource)) {
      var reference = (Reference) info.getResourceReference();
      if (reference.hasReference()) {
        int number = numbers.merge(info.getName(), 1, Integer::sum) - 1;
        places.put(new Place(name, info.getName(), number), reference);
      }
    }
    return places;
  }
}
