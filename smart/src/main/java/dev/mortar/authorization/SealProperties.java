package dev.mortar.authorization;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * With what the secrets in the database are sealed.
 *
 * @param key 32 bytes in base 64, and behind commas the keys that it followed; for several nodes on
 *     one database. Empty takes the file
 * @param keyFile one key a line, the newest first; made at the first start, readable by us alone
 */
@ConfigurationProperties(prefix = "mortar.secrets", ignoreUnknownFields = false)
record SealProperties(
    @DefaultValue("") String key, @DefaultValue("./data/secrets.key") String keyFile) {

  SealProperties {
    if (!key.isEmpty()) {
      Seal.of(key.split(","));
    }
  }

  /** The key stays out of logs and error messages. */
  @Override
  public String toString() {
    return "SealProperties[" + keyFile + "]";
  }
}
