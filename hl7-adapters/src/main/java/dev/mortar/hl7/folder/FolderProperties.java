package dev.mortar.hl7.folder;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * A folder in which others drop files of messages.
 *
 * @param path empty for none
 * @param poll how often it is looked at
 * @param settle how long a file must not have changed before it is taken
 * @param maxFile longer files are not read
 */
@ConfigurationProperties(prefix = "mortar.hl7.folder", ignoreUnknownFields = false)
record FolderProperties(
    @DefaultValue("") String path,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("2s") Duration settle,
    @DefaultValue("64MB") DataSize maxFile) {
  FolderProperties {
    if (!poll.isPositive() || settle.isNegative()) {
      throw new IllegalArgumentException("mortar.hl7.folder: poll and settle are above zero");
    }
    if (maxFile.toBytes() < 1024 || maxFile.toBytes() > Integer.MAX_VALUE / 4) {
      throw new IllegalArgumentException("mortar.hl7.folder.max-file is 1KB to 511MB");
    }
  }
}
