package dev.mortar.storage.inbound;

/**
 * A reference in a resource.
 *
 * @param resource as {@code Observation/123}
 * @param path of the element, without the type
 * @param number how many references of the same path stand before it
 */
record Place(String resource, String path, int number) {
  /** The top-level element in which it stands. */
  String element() {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }
}
