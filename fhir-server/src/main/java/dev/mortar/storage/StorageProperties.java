package dev.mortar.storage;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the server keeps its files.
 *
 * @param data folder of the full-text index and, without another database, of the embedded one
 */
@ConfigurationProperties(prefix = "mortar.storage", ignoreUnknownFields = false)
record StorageProperties(@DefaultValue("./data") Path data) {
  Path fullTextIndex() {
    return data.resolve("lucene").toAbsolutePath().normalize();
  }
}
