package dev.mortar.cds;

import java.util.regex.Pattern;

/**
 * Writes data into cards so that it stays data: EHRs read the summary as text and the detail as
 * Markdown, some more liberally than they should.
 *
 * @see <a href="https://github.github.com/gfm/">GitHub Flavored Markdown</a>
 */
final class CardTexts {
  private static final int LONGEST_SUMMARY = 139;
  private static final int LONGEST_PART = 500;

  /** Control, format and direction characters, unpaired halves, and what is for private use. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\s\\p{Z}]+");

  private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");
  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]#|~]");
  private static final Pattern LIST = Pattern.compile("^(?:[-+=]|\\d{1,9}(?=[.)]))");

  /** Readers make links of bare addresses, also of escaped ones; a joiner, unseen, breaks them. */
  private static final Pattern ADDRESS = Pattern.compile("(?i)(?<=:)(?=//)|(?<=www)(?=\\.)|(?<=@)");

  private static final String JOINER = "\u2060";

  private CardTexts() {}

  /** One line of text that fits into a summary. */
  static String summary(String text) {
    String safe = TAG.matcher(plain(text)).replaceAll("‹").replace("](", "] (");
    return cut(unlinked(safe), LONGEST_SUMMARY);
  }

  /** One line of Markdown that shows the text and nothing else. */
  static String markdown(String text) {
    String safe = MARKUP.matcher(cut(plain(text), LONGEST_PART)).replaceAll("\\\\$0");
    safe = LIST.matcher(safe).replaceFirst(JOINER + "$0");
    return unlinked(safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }

  private static String plain(String text) {
    return INVISIBLE.matcher(text).replaceAll(" ").strip();
  }

  private static String unlinked(String text) {
    return ADDRESS.matcher(text).replaceAll(JOINER);
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
