package dev.mortar.access;

/**
 * The five letters of SMART App Launch 2 scopes, in the order in which a scope must write them.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html">Scopes
 *     and launch context</a>
 */
public enum Verb {
  CREATE,
  READ,
  UPDATE,
  DELETE,
  SEARCH;

  static final String LETTERS = "cruds";

  char letter() {
    return LETTERS.charAt(ordinal());
  }
}
