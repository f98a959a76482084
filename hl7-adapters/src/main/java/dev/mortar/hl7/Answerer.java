package dev.mortar.hl7;

import dev.mortar.mapping.Question;
import dev.mortar.mapping.outward.Replies.Found;

/** Finds what other systems ask for. */
public interface Answerer {
  /**
   * @throws DeliveryException if it cannot be found now
   */
  Found find(Question question);
}
