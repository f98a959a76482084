package dev.mortar.storage;

import java.util.Optional;

/** Undoes a merge of patients on a person's word. */
public interface Unmerge {
  /**
   * Takes a merged patient into use again, with all that ever named it, and nothing else. A merge
   * that happened before and is heard of later does not count any more.
   *
   * @param patient the id of who was merged away
   * @return the id of the patient who stood for it; empty if nobody did
   */
  Optional<String> undo(String patient);
}
