package dev.mortar.audit;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.AuditEvent;

/**
 * The fingerprint of an event: SHA-256 over its JSON with sorted names and without {@code meta},
 * which the store writes.
 */
final class EventDigest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final FhirContext fhir;

  EventDigest(FhirContext fhir) {
    this.fhir = fhir;
  }

  String of(AuditEvent event) {
    return of(fhir.newJsonParser().encodeResourceToString(event));
  }

  /**
   * @param json an event as the parser writes it
   */
  static String of(String json) {
    try {
      Map<?, ?> read = JSON.readValue(json, TreeMap.class);
      read.remove("meta");
      return sha256(JSON.writeValueAsString(read));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("HAPI wrote JSON that is none.", e);
    }
  }

  static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
