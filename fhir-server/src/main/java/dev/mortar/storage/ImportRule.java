package dev.mortar.storage;

import java.util.Optional;

/** What may not come by an import, because whoever may import could not write it either. */
public interface ImportRule {
  /**
   * @param line a resource as JSON
   * @return why the whole import is refused; empty if the line may come
   */
  Optional<String> refusal(String line);
}
