package dev.mortar.hl7.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param commitTimeout how long a sender waits for the disk before it is told to try again
 * @param batch how many messages one commit takes at most
 * @param concurrency how many messages are delivered at a time
 * @param standBack how long a delivery waits at most while many messages come in, so that their
 *     senders are acknowledged first; then half of the processors at most deliver until the stream
 *     ends; zero for not at all
 * @param window how many waiting messages are known in memory; the rest waits in the database
 * @param poll how often the database is asked for work that nobody announced
 * @param lease how long a silent node keeps its messages before another node takes them
 * @param fragments how long a fragment of a message waits for the others before a person is told
 * @param stopDeadline how long a stop waits for deliveries in work
 */
@ConfigurationProperties(prefix = "mortar.hl7.inbox", ignoreUnknownFields = false)
record InboxProperties(
    @DefaultValue("10s") Duration commitTimeout,
    @DefaultValue("256") int batch,
    @DefaultValue("8") int concurrency,
    @DefaultValue("1s") Duration standBack,
    @DefaultValue("50000") int window,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("10s") Duration lease,
    @DefaultValue("10m") Duration fragments,
    @DefaultValue("20s") Duration stopDeadline,
    @DefaultValue Retry retry,
    @DefaultValue Keep keep) {

  InboxProperties {
    positive("commit-timeout", commitTimeout);
    positive("poll", poll);
    positive("lease", lease);
    positive("fragments", fragments);
    positive("stop-deadline", stopDeadline);
    if (standBack.isNegative()) {
      throw new IllegalArgumentException("mortar.hl7.inbox.stand-back must not be below zero");
    }
    if (batch < 1 || concurrency < 1 || window < concurrency) {
      throw new IllegalArgumentException(
          "mortar.hl7.inbox: batch and concurrency are at least 1, window at least concurrency");
    }
  }

  /**
   * @param first the wait after the first failure; it doubles with each further one
   * @param most the longest wait
   * @param unexpected how often a failure without a kind is tried before a person must look at it
   */
  record Retry(
      @DefaultValue("500ms") Duration first,
      @DefaultValue("5m") Duration most,
      @DefaultValue("5") int unexpected) {
    Retry {
      positive("retry.first", first);
      positive("retry.most", most);
      if (unexpected < 1) {
        throw new IllegalArgumentException("mortar.hl7.inbox.retry.unexpected is at least 1");
      }
    }
  }

  /**
   * @param done how long applied messages are kept; within it a repeat is recognised
   * @param quarantined how long broken frames are kept
   */
  record Keep(@DefaultValue("400d") Duration done, @DefaultValue("90d") Duration quarantined) {
    Keep {
      positive("keep.done", done);
      positive("keep.quarantined", quarantined);
    }
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("mortar.hl7.inbox." + name + " must be above zero");
    }
  }
}
