package dev.mortar.ehr;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One EHR that this installation works with. Each site of a vendor has a FHIR base of its own, by
 * which all else is known.
 *
 * @param base of its FHIR, what a launch names as {@code iss}; without a slash at the end
 * @param clientId by which we are registered there
 * @param scopes that we ask for, in the version for which we are registered there
 */
public record Ehr(URI base, String clientId, Proof proof, Dialect dialect, List<String> scopes) {
  private static final Pattern WILDCARD = Pattern.compile("(patient|user|system)/\\*\\..+");

  public Ehr {
    scopes = List.copyOf(scopes);
    check(base, clientId, dialect, scopes);
  }

  /**
   * @throws IllegalArgumentException if that cannot be an EHR
   */
  static void check(URI base, String clientId, Dialect dialect, List<String> scopes) {
    if (base.toString().endsWith("/") || base.getQuery() != null || base.getFragment() != null) {
      throw new IllegalArgumentException(
          "The base ends without slash, query and fragment: " + base);
    }
    Http.checkSafe(base);
    if (clientId.isBlank()) {
      throw new IllegalArgumentException("The client id of " + base + " is empty.");
    }
    if (!dialect.takesWildcards()
        && scopes.stream().anyMatch(scope -> WILDCARD.matcher(scope).matches())) {
      throw new IllegalArgumentException(base + " knows no wildcard scopes: name each type.");
    }
  }
}
