package dev.mortar.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Locale;

/**
 * Refuses JSON that two readers could take for two different things, or that only an attacker
 * writes: a name given twice, endless nesting, endless numbers, and characters that are none.
 */
@Interceptor(order = JsonRules.FIRST)
public final class JsonRules {
  static final int FIRST = RequestGate.ORDER - 10;

  private static final int DEEPEST = 200;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Runs after authentication, and before anything is understood of the body. */
  @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
  public void received(RequestDetails request) {
    if (!isJson(request.getHeader(Constants.HEADER_CONTENT_TYPE))) {
      return;
    }
    byte[] body = request.loadRequestContents();
    if (body == null || body.length == 0) {
      return;
    }
    try (JsonParser parser = JSON.createParser(body)) {
      check(parser);
    } catch (IOException e) {
      // The parser's own message would repeat the body.
      throw new InvalidRequestException(
          "The body is no JSON that can be read in one way only: look for names given twice,"
              + " nesting beyond "
              + DEEPEST
              + " levels, and an end that is missing.");
    }
  }

  private static boolean isJson(String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    return type.contains("json") && !type.contains("ndjson");
  }

  private static void check(JsonParser parser) throws IOException {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
        checkText(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      }
    }
  }

  /** A database refuses NUL, and half a character cannot be written in UTF-8. */
  private static void checkText(char[] text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      char letter = text[i];
      if (letter == 0 || Character.isLowSurrogate(letter)) {
        throw new InvalidRequestException("The body has a character that is none.");
      }
      if (Character.isHighSurrogate(letter)) {
        i++;
        if (i == from + length || !Character.isLowSurrogate(text[i])) {
          throw new InvalidRequestException("The body has half of a character.");
        }
      }
    }
  }
}
