package dev.mortar.storage;

import java.util.List;

/**
 * Stores resources that are new and complete in themselves, many at once and for a fraction of what
 * a transaction bundle costs. They are found, read and kept like all others.
 */
public interface NewResources {
  /**
   * Stores them with the caller's transaction. Their ids must be set, and used by nothing else.
   *
   * <p>Listeners to changes are not told, except for subscriptions that may be about them.
   */
  void append(List<NewResource> resources);
}
