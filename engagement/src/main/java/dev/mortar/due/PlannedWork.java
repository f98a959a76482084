package dev.mortar.due;

import java.util.Collection;

/** Takes back work that was planned about what is no more. */
public interface PlannedWork {
  /**
   * Work that is being done at this moment stays; it will find nothing to work on.
   *
   * @param ids logical ids of resources, looked for as whole words in keys and payloads
   * @return how much work was taken back
   */
  int forget(Collection<String> ids);
}
