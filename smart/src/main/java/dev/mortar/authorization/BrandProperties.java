package dev.mortar.authorization;

import java.net.URI;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patients find the pharmacy in the lists of their apps.
 *
 * @param name as patients know it
 * @param website of the pharmacy; empty takes the server's own address
 * @param logo an https address of a picture; empty for none
 * @param support where app developers ask: an e-mail address or a web page; empty for the website
 * @param updated when these lines were last changed
 */
@ConfigurationProperties(prefix = "mortar.brand", ignoreUnknownFields = false)
record BrandProperties(
    @DefaultValue("Pharmacy") String name,
    @DefaultValue("") String website,
    @DefaultValue("") String logo,
    @DefaultValue("") String support,
    @DefaultValue("2026-11-01T00:00:00Z") Instant updated) {

  BrandProperties {
    if (name.isBlank()) {
      throw new IllegalArgumentException("mortar.brand.name must not be empty.");
    }
    if (!website.isEmpty() && !"https".equals(URI.create(website).getScheme())) {
      throw new IllegalArgumentException("mortar.brand.website must be an https address.");
    }
    if (!logo.isEmpty() && !"https".equals(URI.create(logo).getScheme())) {
      throw new IllegalArgumentException("mortar.brand.logo must be an https address.");
    }
  }
}
