package dev.mortar.ehr;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a token endpoint answered.
 *
 * @param scopes that were granted, which may be fewer than were asked for
 * @param patient in context, without the type; empty for none
 * @param encounter in context, without the type; empty for none
 */
record Granted(
    String accessToken,
    Instant expires,
    Optional<String> refreshToken,
    Optional<String> idToken,
    List<String> scopes,
    String patient,
    String encounter) {

  private static final long SHORTEST = 60;

  static Granted read(Map<String, Object> answer, List<String> asked, Instant now) {
    String token = text(answer, "access_token").orElse("");
    boolean bearer = text(answer, "token_type").filter("bearer"::equalsIgnoreCase).isPresent();
    if (token.isEmpty() || !bearer) {
      throw new SmartException(
          SmartException.Kind.PERMANENT, "The token endpoint gave no bearer token.");
    }
    long seconds =
        answer.get("expires_in") instanceof Number number ? number.longValue() : SHORTEST;
    return new Granted(
        token,
        now.plusSeconds(seconds),
        text(answer, "refresh_token"),
        text(answer, "id_token"),
        text(answer, "scope").map(all -> Arrays.asList(all.strip().split(" +"))).orElse(asked),
        text(answer, "patient").orElse(""),
        text(answer, "encounter").orElse(""));
  }

  /** After a refresh: what is not said anew stays, also a refresh token that is not replaced. */
  Granted after(Granted before) {
    return new Granted(
        accessToken,
        expires,
        refreshToken.or(before::refreshToken),
        idToken.or(before::idToken),
        scopes,
        patient.isEmpty() ? before.patient : patient,
        encounter.isEmpty() ? before.encounter : encounter);
  }

  /** Tokens stay out of logs and error messages. */
  @Override
  public String toString() {
    return "Granted[" + scopes + ", until " + expires + "]";
  }

  private static Optional<String> text(Map<String, Object> answer, String name) {
    return answer.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }
}
