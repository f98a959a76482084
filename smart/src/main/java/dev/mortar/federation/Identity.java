package dev.mortar.federation;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as their provider has signed it.
 *
 * @param subject never given to anybody else by that issuer; names and e-mail addresses may be
 * @param token the ID token itself
 */
record Identity(String issuer, String subject, Map<String, Object> claims, String token) {
  Identity {
    claims = Map.copyOf(claims);
  }

  Optional<String> text(String claim) {
    return claims.get(claim) instanceof String text && !text.isBlank()
        ? Optional.of(text.strip())
        : Optional.empty();
  }

  boolean is(String claim) {
    return Boolean.TRUE.equals(claims.get(claim));
  }

  /** Whether the claim is there, even if it names nothing. */
  boolean has(String claim) {
    return at(claims, claim).isPresent();
  }

  /**
   * The same person, of whom more is known.
   *
   * @param more takes the place of claims of the same name
   */
  Identity with(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(claims);
    all.putAll(more);
    return new Identity(issuer, subject, all, token);
  }

  /** One text or several. A name with dots is a claim of that name, or else the way to one. */
  List<String> texts(String claim) {
    return switch (at(claims, claim).orElse(null)) {
      case String text when !text.isBlank() -> List.of(text);
      case Collection<?> all ->
          all.stream().filter(String.class::isInstance).map(String.class::cast).toList();
      case null, default -> List.of();
    };
  }

  /** What lies under a name; with dots, one of that name or else the way to one. */
  static Optional<Object> at(Map<String, Object> claims, String name) {
    Object direct = claims.get(name);
    if (direct != null || !name.contains(".")) {
      return Optional.ofNullable(direct);
    }
    @Nullable Object inner = claims;
    for (String step : name.split("\\.")) {
      inner = inner instanceof Map<?, ?> object ? object.get(step) : null;
    }
    return Optional.ofNullable(inner);
  }

  /** Tokens and claims stay out of logs and error messages. */
  @Override
  public String toString() {
    return "Identity[" + issuer + "]";
  }
}
