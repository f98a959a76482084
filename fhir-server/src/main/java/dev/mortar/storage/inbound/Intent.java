package dev.mortar.storage.inbound;

import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a message, and the resource that it is about.
 *
 * @param mapped what the message says
 * @param id of the stored resource, or of the one to be created
 * @param stored null if there is none yet
 * @param redirected the message named a patient that was merged into this one: it may speak of this
 *     one, but its old demographics must not replace those of the survivor
 */
record Intent(
    String fullUrl, Resource mapped, String id, @Nullable Resource stored, boolean redirected) {
  /** As {@code Patient/123}. */
  String reference() {
    return mapped.fhirType() + "/" + id;
  }
}
