package dev.mortar.hl7;

/** What to do after a failure. */
public enum FailureKind {
  /**
   * The same attempt may succeed later: a lost connection, a full disk, a serialization conflict.
   */
  TRANSIENT,
  /**
   * It may or may not have happened: look first. Applying again is safe where ids are
   * deterministic.
   */
  AMBIGUOUS,
  /** It will fail again: a person must look at it. */
  PERMANENT
}
