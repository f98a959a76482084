package dev.mortar.storage.inbound;

import dev.mortar.store.FhirStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;

/**
 * What one message changes. All of it is stored at once in the end, because the store takes only
 * the first of several changes of one resource in one transaction.
 */
final class Changes {
  private final StoredResources stored;
  private final FhirStore store;
  private final Map<String, Resource> changed = new LinkedHashMap<>();

  Changes(StoredResources stored, FhirStore store) {
    this.stored = stored;
    this.store = store;
  }

  /**
   * @param references as {@code Patient/123}
   * @return those that exist, as they are after the changes so far
   */
  Map<String, Resource> read(Collection<String> references) {
    Map<String, Resource> found = new HashMap<>(stored.read(references));
    for (String reference : references) {
      Resource change = changed.get(reference);
      if (change != null) {
        found.put(reference, change);
      }
    }
    return found;
  }

  void put(Resource resource) {
    changed.put(resource.fhirType() + "/" + resource.getIdPart(), resource);
  }

  void store() {
    if (changed.isEmpty()) {
      return;
    }
    var transaction = new Bundle().setType(Bundle.BundleType.TRANSACTION);
    changed.forEach(
        (reference, resource) -> {
          resource.setId(reference);
          transaction
              .addEntry()
              .setResource(resource)
              .getRequest()
              .setMethod(HTTPVerb.PUT)
              .setUrl(reference);
        });
    store.transact(transaction);
  }
}
