package dev.mortar.access;

/** A FHIR interaction with one type of resource, and the letter of a scope that covers it. */
public enum Interaction {
  READ(Verb.READ),
  VREAD(Verb.READ),
  HISTORY_INSTANCE(Verb.READ),
  SEARCH(Verb.SEARCH),
  HISTORY_TYPE(Verb.SEARCH),
  CREATE(Verb.CREATE),
  UPDATE(Verb.UPDATE),
  PATCH(Verb.UPDATE),
  DELETE(Verb.DELETE);

  private final Verb verb;

  Interaction(Verb verb) {
    this.verb = verb;
  }

  public Verb verb() {
    return verb;
  }

  public boolean reads() {
    return verb == Verb.READ || verb == Verb.SEARCH;
  }
}
