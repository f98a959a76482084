package dev.mortar.storage.json;

/** The short way does not lead there; HAPI's own does. */
final class Unusual extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what for who looks at it in a debugger; it names no content
   */
  Unusual(String what) {
    super(what, null, false, false);
  }
}
