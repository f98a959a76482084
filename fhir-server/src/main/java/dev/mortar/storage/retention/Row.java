package dev.mortar.storage.retention;

/**
 * A resource as the database knows it.
 *
 * @param pid its key in the database
 * @param depth how many references lead from it to the person, at least
 */
record Row(long pid, String type, String id, boolean deleted, int depth) {
  /** As {@code Observation/7}. */
  String reference() {
    return type + "/" + id;
  }
}
