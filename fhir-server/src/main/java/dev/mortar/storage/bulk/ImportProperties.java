package dev.mortar.storage.bulk;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param allow addresses that files may be imported from, each with all that lies below it, such as
 *     {@code https://files.example.org/exports/}; without one nothing is fetched, be it from the
 *     Internet, from this machine or from the network around it
 * @param timeout how long a source may take to begin its answer
 */
@ConfigurationProperties(prefix = "mortar.import", ignoreUnknownFields = false)
record ImportProperties(@DefaultValue({}) List<URI> allow, @DefaultValue("30s") Duration timeout) {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  ImportProperties {
    for (URI source : allow) {
      boolean plain = source.getRawUserInfo() == null && source.getRawQuery() == null;
      if (!SCHEMES.contains(String.valueOf(source.getScheme()))
          || source.getHost() == null
          || !plain
          || !source.getRawPath().endsWith("/")) {
        throw new IllegalArgumentException(
            "mortar.import.allow must list addresses as https://host/folder/, not " + source);
      }
    }
  }
}
