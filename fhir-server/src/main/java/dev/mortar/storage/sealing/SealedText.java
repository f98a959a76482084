package dev.mortar.storage.sealing;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces values in the text of a resource and puts them back, so that every byte is what it was.
 * Only texts in quotation marks are touched: what is stored is JSON before and after.
 */
final class SealedText {
  static final String MARK = "mortar-sealed:";

  /** Shorter ones would be found in everything; they are replaced where nothing else stands. */
  private static final int SHORTEST_PART = 5;

  private static final Pattern SEALED = Pattern.compile(MARK + "[A-Za-z0-9_-]*+;");

  private SealedText() {}

  static boolean isIn(String json) {
    return json.contains(MARK);
  }

  /**
   * @param values as they are, not as JSON writes them
   * @param seal from a text within quotation marks, as JSON writes it, to letters, digits, hyphens
   *     and low lines
   */
  static String replace(String json, Set<String> values, UnaryOperator<String> seal) {
    List<String> written = new ArrayList<>();
    values.forEach(
        it -> written.add(new String(JsonStringEncoder.getInstance().quoteAsString(it))));
    Pattern parts = pattern(written);
    var sealed = new StringBuilder(json.length() + 128);
    int done = 0;
    int open = json.indexOf('"');
    while (open >= 0) {
      int close = end(json, open + 1);
      sealed.append(json, done, open + 1);
      sealed.append(literal(json.substring(open + 1, close), written, parts, seal));
      done = close;
      open = json.indexOf('"', close + 1);
    }
    return sealed.append(json, done, json.length()).toString();
  }

  /** The longest first, or a number would be taken for the beginning of another. */
  private static Pattern pattern(List<String> values) {
    var alternatives = new StringBuilder(SEALED.pattern());
    values.stream()
        .filter(value -> value.length() >= SHORTEST_PART)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .forEach(
            value ->
                alternatives
                    .append("|(?<![A-Za-z0-9])")
                    .append(Pattern.quote(value))
                    .append("(?![A-Za-z0-9])"));
    return Pattern.compile(alternatives.toString());
  }

  private static String literal(
      String literal, List<String> values, Pattern parts, UnaryOperator<String> seal) {
    if (values.contains(literal)) {
      return sealed(literal, seal);
    }
    Matcher found = parts.matcher(literal);
    return found.find()
        ? found.replaceAll(part -> Matcher.quoteReplacement(sealed(part.group(), seal)))
        : literal;
  }

  private static String sealed(String text, UnaryOperator<String> seal) {
    return MARK + seal.apply(text) + ';';
  }

  private static int end(String json, int from) {
    int at = from;
    while (json.charAt(at) != '"') {
      at += json.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }

  static String replaceSealed(String text, String by) {
    return SEALED.matcher(text).replaceAll(Matcher.quoteReplacement(by));
  }

  /**
   * @param open what {@code seal} made
   */
  static String restore(String json, UnaryOperator<String> open) {
    Matcher sealed = SEALED.matcher(json);
    return sealed.replaceAll(
        part ->
            Matcher.quoteReplacement(
                open.apply(part.group().substring(MARK.length(), part.group().length() - 1))));
  }
}
