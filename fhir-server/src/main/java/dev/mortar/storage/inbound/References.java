package dev.mortar.storage.inbound;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import ca.uhn.fhir.util.ResourceReferenceInfo;
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
}
