package dev.mortar.federation;

import java.util.Collection;
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

  /** One text or several. A name with dots is a claim of that name, or else the way to one. */
  List<String> texts(String claim) {
    @Nullable Object found = claims.get(claim);
    if (found == null && claim.contains(".")) {
      Object inner = claims;
      for (String step : claim.split("\\.")) {
        inner =
            inner instanceof Map<?, ?> object && object.get(step) != null ? object.get(step) : "";
      }
      found = inner;
    }
    return switch (found) {
      case String text when !text.isBlank() -> List.of(text);
      case Collection<?> all ->
          all.stream().filter(String.class::isInstance).map(String.class::cast).toList();
      case null, default -> List.of();
    };
  }

  /** Tokens and claims stay out of logs and error messages. */
  @Override
  public String toString() {
    return "Identity[" + issuer + "]";
  }
}
