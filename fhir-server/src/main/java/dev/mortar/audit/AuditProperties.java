package dev.mortar.audit;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit trail.
 *
 * @param journal folder of the events that are not yet in the database; each node needs its own
 * @param journalSize so many events wait there at most, then requests wait, too
 */
@ConfigurationProperties(prefix = "mortar.audit", ignoreUnknownFields = false)
record AuditProperties(
    @DefaultValue("./data/audit") Path journal, @DefaultValue("10000") int journalSize) {
  AuditProperties {
    if (journalSize < 1) {
      throw new IllegalArgumentException("mortar.audit.journal-size must be at least 1");
    }
  }
}
