package dev.mortar.storage;

import java.util.Collection;

/** Puts resources into the full-text index once more, as nothing tells it of changed rows. */
public interface FullTextAgain {
  /**
   * @param pids of rows of resources; what is deleted meanwhile is left out
   */
  void index(Collection<Long> pids);

  /** Has the index files forget what was replaced in them. */
  void forgetReplaced();
}
