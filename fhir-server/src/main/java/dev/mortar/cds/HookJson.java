package dev.mortar.cds;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** Reads what EHRs send, within bounds, and says what is missing. */
final class HookJson {
  private static final int MOST_BYTES = 1024 * 1024;
  private static final int DEEPEST = 100;
  private static final Pattern LETTERS = Pattern.compile("[\\x20-\\x7e]{1,500}");

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The object that is the body of a request. */
  JsonNode body(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new HookProblem(HttpStatus.PAYLOAD_TOO_LARGE, "The call is longer than 1 MiB.");
    }
    try {
      JsonNode read = mapper.readTree(bytes);
      if (read.isObject()) {
        return read;
      }
    } catch (JsonProcessingException unreadable) {
      throw HookProblem.malformed("The call is no JSON, nested too deeply, or says things twice.");
    }
    throw HookProblem.malformed("The call must be a JSON object.");
  }

  /** A text that must be there and be right. */
  static String text(JsonNode object, String name, String wanted, Predicate<String> right) {
    return optional(object, name, wanted, right)
        .orElseThrow(() -> HookProblem.malformed(name + " is missing: " + wanted + "."));
  }

  /** A text that may be left out, but not be wrong. */
  static Optional<String> optional(
      JsonNode object, String name, String wanted, Predicate<String> right) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || !right.test(value.textValue())) {
      throw HookProblem.malformed(name + " must be " + wanted + ".");
    }
    return Optional.of(value.textValue());
  }

  static JsonNode object(JsonNode parent, String name) {
    JsonNode value = parent.path(name);
    if (!value.isObject()) {
      throw HookProblem.malformed(name + " must be an object.");
    }
    return value;
  }

  static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static boolean isInstant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().isAfter(Instant.EPOCH);
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** A code, an address or a name of reasonable length. */
  static boolean isShort(String text) {
    return LETTERS.matcher(text).matches();
  }
}
