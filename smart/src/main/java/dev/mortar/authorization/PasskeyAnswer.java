package dev.mortar.authorization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a page's form brings from the device.
 *
 * @param json the credential in the form of WebAuthn's {@code toJSON}; empty if none was given
 * @param asked what the device had to sign
 */
record PasskeyAnswer(String json, PasskeyChallenge asked) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String FIELD = "passkey";

  /** Longer than any device writes. */
  private static final int LONGEST = 20_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  static PasskeyAnswer of(HttpServletRequest request, PasskeyChallenge.Use use) {
    @Nullable String typed = request.getParameter(FIELD);
    if (typed == null || typed.isEmpty()) {
      return new PasskeyAnswer("", PasskeyChallenge.NONE);
    }
    PasskeyChallenge asked = PasskeyChallenge.take(request.getSession(false), use);
    return new PasskeyAnswer(typed.length() > LONGEST ? "-" : typed, asked);
  }

  boolean given() {
    return !json.isEmpty();
  }

  /**
   * The parts of the answer as bytes.
   *
   * @throws IllegalArgumentException if it is none
   */
  Parts parts() {
    try {
      JsonNode tree = JSON.readTree(json);
      return new Parts(tree.path("id"), tree.path("response"));
    } catch (JsonProcessingException e) {
      // Without its cause, which repeats what somebody sent.
      throw new IllegalArgumentException("The answer is no JSON.");
    }
  }

  /** An answer that was read; which parts there are depends on what was asked. */
  record Parts(JsonNode id, JsonNode response) {
    byte[] credentialId() {
      return bytes(id);
    }

    byte[] part(String name) {
      return bytes(response.path(name));
    }

    boolean has(String name) {
      return response.path(name).isTextual();
    }

    private static byte[] bytes(JsonNode text) {
      if (!text.isTextual() || text.textValue().isEmpty()) {
        throw new IllegalArgumentException("A part of the answer is missing.");
      }
      return Base64.getUrlDecoder().decode(text.textValue());
    }
  }
}
