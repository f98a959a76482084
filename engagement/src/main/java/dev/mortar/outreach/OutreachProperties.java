package dev.mortar.outreach;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param earliest no message before this time of the recipient's day
 * @param latest no message from this time of the recipient's day on
 * @param perDay the most messages that a recipient gets on one of their days
 * @param perWeek the most in seven of their days
 * @param settle how long a carrier may take before its "never got it" is believed
 * @param askFor how long an unclear carrier is asked before a person must look
 * @param giveUp how long after its time a message without an end of its own is still tried
 */
@ConfigurationProperties(prefix = "mortar.outreach.policy", ignoreUnknownFields = false)
record OutreachProperties(
    @DefaultValue("08:00") LocalTime earliest,
    @DefaultValue("21:00") LocalTime latest,
    @DefaultValue("1") int perDay,
    @DefaultValue("3") int perWeek,
    @DefaultValue("15s") Duration settle,
    @DefaultValue("5m") Duration askFor,
    @DefaultValue("24h") Duration giveUp) {
  OutreachProperties {
    if (!earliest.isBefore(latest)) {
      throw new IllegalArgumentException("mortar.outreach.policy.earliest must be before latest");
    }
    if (perDay < 1 || perWeek < perDay) {
      throw new IllegalArgumentException(
          "mortar.outreach.policy.per-day must be at least 1, per-week not below it");
    }
  }
}
