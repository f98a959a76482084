package dev.mortar.automation;

/** What makes a rule look. */
sealed interface Trigger {
  /** Whether a resource of the type that was created, or else changed, is of interest. */
  boolean fits(String type, boolean created);

  /** A resource of the type came to be. */
  record Added(String resourceType) implements Trigger {
    @Override
    public boolean fits(String type, boolean created) {
      return created && resourceType.equals(type);
    }
  }

  /** A resource of the type changed. */
  record Modified(String resourceType) implements Trigger {
    @Override
    public boolean fits(String type, boolean created) {
      return !created && resourceType.equals(type);
    }
  }
}
