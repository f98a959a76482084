package dev.mortar.storage.upload;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is taken as a file: the content of a Binary, and the data of an Attachment wherever one is.
 *
 * @param types media types that are taken; each must be one whose content can be recognised
 * @param largest a larger file is refused
 * @param clamd where ClamAV's daemon listens, as {@code 127.0.0.1:3310}; empty if there is none
 * @param timeout how long the scanner may take for a file; then the file is not taken
 */
@ConfigurationProperties(prefix = "mortar.uploads", ignoreUnknownFields = false)
record UploadProperties(
    @DefaultValue({
          "application/pdf",
          "image/jpeg",
          "image/png",
          "image/gif",
          "image/tiff",
          "image/webp",
          "image/heic",
          "application/dicom",
          "text/plain",
          "text/csv",
          "text/markdown",
          "text/cql",
          "text/rtf",
          "application/rtf",
          "text/xml",
          "application/xml",
          "application/fhir+xml",
          "application/json",
          "application/fhir+json",
          "application/fhir+ndjson",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "audio/mpeg",
          "audio/wav",
          "audio/ogg",
          "video/mp4"
        })
        List<String> types,
    @DefaultValue("15MB") DataSize largest,
    @DefaultValue("") String clamd,
    @DefaultValue("20s") Duration timeout) {
  UploadProperties {
    for (String type : types) {
      if (!Signatures.knows(type)) {
        throw new IllegalArgumentException(
            "mortar.uploads.types: the content of %s cannot be recognised; known are %s"
                .formatted(type, Signatures.known()));
      }
    }
    if (largest.toBytes() < 1) {
      throw new IllegalArgumentException("mortar.uploads.largest must be at least 1 byte");
    }
    if (!clamd.isEmpty() && !clamd.matches("[^:\\s]+:\\d{1,5}")) {
      throw new IllegalArgumentException(
          "mortar.uploads.clamd is host:port, as 127.0.0.1:3310, not " + clamd);
    }
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException("mortar.uploads.timeout must be at least 1ms");
    }
  }
}
