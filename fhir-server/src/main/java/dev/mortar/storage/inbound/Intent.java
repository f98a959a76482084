package dev.mortar.storage.inbound;

import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a message, and the resource that it is about.
 *
 * @param mapped what the message says
 * @param id of the stored resource, or of the one to be created
 * @param stored null if there is none yet
 * @param survivor the id of the patient into whom this one was merged, and to whom the rest of the
 *     message belongs therefore; else the same as {@code id}
 */
record Intent(
    String fullUrl, Resource mapped, String id, @Nullable Resource stored, String survivor) {
  Intent(String fullUrl, Resource mapped, String id, @Nullable Resource stored) {
    this(fullUrl, mapped, id, stored, id);
  }

  /** As {@code Patient/123}. */
  String reference() {
    return mapped.fhirType() + "/" + id;
  }

  boolean isRedirected() {
    return !survivor.equals(id);
  }

  Intent standingIn(String other) {
    return new Intent(fullUrl, mapped, id, stored, other);
  }
}
