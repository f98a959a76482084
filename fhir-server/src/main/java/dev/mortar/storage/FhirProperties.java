package dev.mortar.storage;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The FHIR API as others see it.
 *
 * @param baseUrl what every link and Location header starts with; fixed, because a link built from
 *     the Host header of a request could be made to point anywhere
 * @param maxBody a longer request body, measured after decompression, is refused with 413
 * @param pageSize entries of a search page when the client names no {@code _count}
 * @param maxPageSize the largest {@code _count} that is honoured
 */
@ConfigurationProperties(prefix = "mortar.fhir", ignoreUnknownFields = false)
public record FhirProperties(
    @DefaultValue("http://127.0.0.1:8080/fhir") URI baseUrl,
    @DefaultValue("20MB") DataSize maxBody,
    @DefaultValue("50") int pageSize,
    @DefaultValue("500") int maxPageSize) {
  /** Where this server hears the WebSockets of subscriptions. */
  public static final String SOCKET_PATH = "/websocket";

  public FhirProperties {
    if (!baseUrl.isAbsolute() || baseUrl.getPath().endsWith("/")) {
      throw new IllegalArgumentException(
          "mortar.fhir.base-url must be absolute and not end with a slash: " + baseUrl);
    }
    if (pageSize < 1 || maxPageSize < pageSize) {
      throw new IllegalArgumentException(
          "mortar.fhir.page-size must be at least 1 and at most max-page-size");
    }
  }

  /** Where others find the WebSockets of subscriptions. */
  public URI socket() {
    String server = baseUrl.toString().replaceFirst("^http", "ws").replaceFirst("/fhir$", "");
    return URI.create(server + SOCKET_PATH);
  }
}
