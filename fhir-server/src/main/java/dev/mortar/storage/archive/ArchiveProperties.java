package dev.mortar.storage.archive;

import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether appointments go to the archive by themselves.
 *
 * @param after how many months after an appointment ended; 0 for never
 */
@ConfigurationProperties(prefix = "mortar.archive", ignoreUnknownFields = false)
record ArchiveProperties(@DefaultValue("0") int after) {
  ArchiveProperties {
    if (after < 0) {
      throw new IllegalArgumentException("mortar.archive.after is a number of months, or 0");
    }
  }

  boolean scheduled() {
    return after > 0;
  }

  Period period() {
    return Period.ofMonths(after);
  }
}
