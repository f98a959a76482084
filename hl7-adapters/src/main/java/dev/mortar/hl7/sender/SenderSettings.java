package dev.mortar.hl7.sender;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param folder holds one file {@code <name>.properties} for each sender; empty for none
 * @param reload how soon a changed file holds
 */
@ConfigurationProperties(prefix = "mortar.hl7.senders", ignoreUnknownFields = false)
record SenderSettings(@DefaultValue("") String folder, @DefaultValue("10s") Duration reload) {
  SenderSettings {
    if (!reload.isPositive()) {
      throw new IllegalArgumentException("mortar.hl7.senders.reload must be above zero");
    }
  }
}
