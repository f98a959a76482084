package dev.mortar.hl7.outbound;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param application our MSH-3
 * @param facility our MSH-4
 * @param connectTimeout how long a destination may take to take a connection
 * @param ackTimeout how long it may take to acknowledge; then the connection is closed and the same
 *     message is sent again
 * @param poll how often the database is asked for messages that nobody announced
 * @param attempts after how many a message is set aside for a person, if the destination answers to
 *     others
 * @param retry the waits between attempts
 * @param keep how long acknowledged messages are kept
 * @param tls for destinations whose address begins with {@code mllps}
 */
@ConfigurationProperties(prefix = "mortar.hl7.outbound", ignoreUnknownFields = false)
record OutboundProperties(
    @DefaultValue("MORTAR") String application,
    @DefaultValue("PHARMACY") String facility,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("30s") Duration ackTimeout,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("10") int attempts,
    @DefaultValue Retry retry,
    @DefaultValue("400d") Duration keep,
    @DefaultValue Tls tls) {
  /** A node holds a destination for a minute, and must have its answer within. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(45);

  OutboundProperties {
    positive("connect-timeout", connectTimeout);
    positive("ack-timeout", ackTimeout);
    positive("poll", poll);
    positive("keep", keep);
    if (connectTimeout.plus(ackTimeout).compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(
          "mortar.hl7.outbound: connect-timeout and ack-timeout together are at most 45s");
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("mortar.hl7.outbound.attempts is at least 1");
    }
  }

  /**
   * @param first the wait after the first failure; it doubles with each further one
   * @param most the longest wait
   */
  record Retry(@DefaultValue("1s") Duration first, @DefaultValue("5m") Duration most) {
    Retry {
      positive("retry.first", first);
      positive("retry.most", most);
    }
  }

  /**
   * @param certificate PEM file with the certificate that we show, empty for none
   * @param key PEM file with its key
   * @param keyPassword of the key, empty if it has none
   * @param trust PEM file with whom we believe, empty for the authorities that Java knows
   */
  record Tls(
      @DefaultValue("") String certificate,
      @DefaultValue("") String key,
      @DefaultValue("") String keyPassword,
      @DefaultValue("") String trust) {}

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("mortar.hl7.outbound." + name + " must be above zero");
    }
  }
}
