package dev.mortar.storage.inbound;

import org.hl7.fhir.r4.model.Reference;

/**
 * A place, as a reference names it.
 *
 * @param reference as {@code Location/123}; empty if the place has only a name
 * @param display empty if it has none
 */
record Where(String reference, String display) {
  static Where of(Reference place) {
    String reference = place.getReference();
    String display = place.getDisplay();
    return new Where(reference == null ? "" : reference, display == null ? "" : display);
  }

  /** True if it is the same place, whatever it is called. */
  boolean isSame(Where other) {
    return reference.isEmpty() ? equals(other) : reference.equals(other.reference);
  }

  Reference toReference() {
    Reference place = new Reference();
    if (!reference.isEmpty()) {
      place.setReference(reference);
    }
    if (!display.isEmpty()) {
      place.setDisplay(display);
    }
    return place;
  }
}
