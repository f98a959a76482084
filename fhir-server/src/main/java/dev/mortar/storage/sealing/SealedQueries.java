package dev.mortar.storage.sealing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was asked for, for the trail: without the sensitive numbers that were asked for, and so that
 * two questions for the same one can still be told from others.
 */
public final class SealedQueries {
  /**
   * The value of a parameter that is about identifiers: by that name, chained, or of {@code _has}.
   */
  private static final Pattern VALUE =
      Pattern.compile("(?<=[?&])([^=&?]*identifier[^=&?]*=)([^&]*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern BAR = Pattern.compile("\\||%7C", Pattern.CASE_INSENSITIVE);
  private static final Pattern COMMA = Pattern.compile("(?<=,|%2C)", Pattern.CASE_INSENSITIVE);
  private static final Pattern END = Pattern.compile("(,|%2C)?$", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER =
      Pattern.compile("(?<![0-9A-Za-z])[0-9]{3}-?[0-9]{2}-?[0-9]{4}(?![0-9A-Za-z])");

  private final Sensitive sensitive;
  private final boolean enabled;
  private final Sealing sealing;

  SealedQueries(Sensitive sensitive, boolean enabled, Sealing sealing) {
    this.sensitive = sensitive;
    this.enabled = enabled;
    this.sealing = sealing;
  }

  /**
   * @param query path and query as asked
   */
  public String kept(String query) {
    if (!enabled || !query.toLowerCase(Locale.ROOT).contains("identifier")) {
      return query;
    }
    return VALUE
        .matcher(query)
        .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + values(found.group(2))));
  }

  private String values(String values) {
    var kept = new StringBuilder();
    for (String value : COMMA.split(values, -1)) {
      Matcher end = END.matcher(value);
      String comma = end.find() ? end.group() : "";
      kept.append(value(value.substring(0, value.length() - comma.length()))).append(comma);
    }
    return kept.toString();
  }

  private String value(String token) {
    String[] parts = BAR.split(token, -1);
    String last = parts[parts.length - 1];
    boolean known = sensitive.isAskedFor(Arrays.stream(parts).map(SealedQueries::decoded).toList());
    return known && !last.isEmpty()
        ? token.substring(0, token.length() - last.length()) + sealing.hashed(decoded(last))
        : token;
  }

  /**
   * A question in HL7 v2, which names its parts in no way that could be relied on.
   *
   * @param query as {@code QPD} has it
   */
  public String keptOfMessage(String query) {
    return enabled
        ? NUMBER.matcher(query).replaceAll(found -> sealing.hashed(found.group()))
        : query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
