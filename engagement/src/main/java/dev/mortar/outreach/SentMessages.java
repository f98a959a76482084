package dev.mortar.outreach;

import java.util.Collection;

/** What is remembered of messages that were handed to a carrier. */
public interface SentMessages {
  /**
   * @param ids logical ids of requests and of recipients
   * @return how many messages are remembered no more
   */
  int forget(Collection<String> ids);
}
