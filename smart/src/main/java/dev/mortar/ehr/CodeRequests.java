package dev.mortar.ehr;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a request for a code is made of: secrets that nobody guesses, and the proof key's challenge.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636">RFC 7636, PKCE</a>
 */
public final class CodeRequests {
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  /** For a state, a nonce or a verifier. */
  public String secret() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** By the method S256. */
  public static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** The address with more parameters than it may have already. */
  public static URI with(URI address, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(one -> one.getKey() + "=" + Http.encode(one.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(address + (address.getQuery() == null ? "?" : "&") + query);
  }
}
