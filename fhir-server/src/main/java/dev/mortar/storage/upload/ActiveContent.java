package dev.mortar.storage.upload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a program would run when it opens a file, as far as that is written plainly: within
 * compressed parts only a scanner looks.
 */
final class ActiveContent {
  private static final int HEX = 16;
  private static final String OFFICE = "application/vnd.openxmlformats-officedocument";

  /** Macros, controls and objects of other programs have parts of these names. */
  private static final Pattern PARTS =
      Pattern.compile("vbaProject|macrosheets/|/activeX|oleObject");

  /** ISO 32000-2, section 12.6.4: actions that run or start something. */
  private static final Pattern ACTIONS =
      Pattern.compile("/(?:JavaScript|JS|Launch|RichMedia)(?![A-Za-z0-9])");

  private static final Pattern ESCAPED_NAME = Pattern.compile("#([0-9A-Fa-f]{2})");
  private static final Pattern OBJECTS = Pattern.compile("\\\\(?:objdata|objupdate|objocx)\\b");
  private static final Pattern SCRIPTS =
      Pattern.compile("<(?:\\w+:)?script\\b", Pattern.CASE_INSENSITIVE);

  private static final Map<String, Pattern> BY_TYPE =
      Map.of(
          "application/pdf", ACTIONS,
          "text/rtf", OBJECTS,
          "application/rtf", OBJECTS,
          "text/xml", SCRIPTS,
          "application/xml", SCRIPTS,
          "application/fhir+xml", SCRIPTS);

  private ActiveContent() {}

  static boolean in(String type, byte[] data) {
    Pattern pattern = type.startsWith(OFFICE) ? PARTS : BY_TYPE.get(type);
    if (pattern == null) {
      return false;
    }
    return texts(type, data).stream().anyMatch(one -> pattern.matcher(one).find());
  }

  private static List<String> texts(String type, byte[] data) {
    if (type.endsWith("xml") && !type.startsWith(OFFICE)) {
      return Texts.read(data).stream().toList();
    }
    String text = new String(data, StandardCharsets.ISO_8859_1);
    // A name of a PDF may be written with escapes, so that nobody finds it.
    return type.equals("application/pdf") && text.indexOf('#') >= 0
        ? List.of(text, ESCAPED_NAME.matcher(text).replaceAll(ActiveContent::letter))
        : List.of(text);
  }

  private static String letter(MatchResult escaped) {
    return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escaped.group(1), HEX)));
  }
}
