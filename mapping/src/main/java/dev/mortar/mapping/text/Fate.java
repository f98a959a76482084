package dev.mortar.mapping.text;

/** What became of an atom. The order matters to {@link Uses}. */
public enum Fate {
  /** Preserved in the stored raw message that the Provenance names. */
  KEPT,
  /** It reached a FHIR element. */
  MAPPED,
  /** Not used, and an issue says why. */
  REPORTED
}
