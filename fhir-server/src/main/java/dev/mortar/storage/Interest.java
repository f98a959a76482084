package dev.mortar.storage;

/** Knows whether anybody wishes to be told of changes. */
public interface Interest {
  /** Whether a subscription may be about resources of this type; true while that is not known. */
  boolean isAnyoneFor(String type);
}
