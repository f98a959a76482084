package dev.mortar.authorization;

import java.net.URI;

/**
 * Where the server is reached: issuer of tokens and base of every link. It is fixed by
 * configuration, because a Host header can be forged.
 *
 * @param base without a slash at the end
 */
public record ServerAddress(URI base) {
  public ServerAddress {
    if (!base.isAbsolute() || base.toString().endsWith("/")) {
      throw new IllegalArgumentException(
          "mortar.base-url must be absolute and not end with a slash: " + base);
    }
  }

  public String issuer() {
    return base.toString();
  }

  /** The audience of access tokens. */
  public String fhir() {
    return base + "/fhir";
  }

  public String of(String path) {
    return base + path;
  }
}
