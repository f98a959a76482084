package dev.mortar.mapping.message;

import dev.mortar.mapping.datatype.Mapping;

/**
 * What a message structure becomes. One class a structure; it runs segment maps and links results.
 */
interface MessageMap {
  /** Adds entries to the mapping's transaction. */
  void map(Node message, Mapping mapping);
}
