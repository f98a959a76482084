package dev.mortar.storage.upload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks at bytes as text. */
final class Texts {
  private static final String MARK = "\ufeff";
  private static final int LONGEST_START = 200;

  /** What makes a browser take a text for a page, or for a picture that runs. */
  private static final List<String> PAGES =
      List.of(
          "<!doctype",
          "<html",
          "<head",
          "<body",
          "<script",
          "<iframe",
          "<svg",
          "<style",
          "<img",
          "<a ",
          "<b>",
          "<br",
          "<p>",
          "<h1",
          "<div",
          "<table",
          "<font",
          "<title");

  private Texts() {}

  /** Without a byte order mark and leading blanks; empty if the bytes are no text. */
  static Optional<String> read(byte[] data) {
    return decode(data, StandardCharsets.UTF_8)
        .or(() -> isWide(data) ? decode(data, StandardCharsets.UTF_16) : Optional.empty())
        .filter(text -> text.chars().noneMatch(Texts::isNoText))
        .map(text -> (text.startsWith(MARK) ? text.substring(1) : text).stripLeading());
  }

  static boolean isPage(String text) {
    int from = root(text);
    String start =
        text.substring(from, Math.min(text.length(), from + LONGEST_START))
            .toLowerCase(Locale.ROOT);
    // A name may have a prefix, as in <x:svg>.
    String local = start.replaceFirst("^<[\\w.-]+:", "<");
    return PAGES.stream().anyMatch(local::startsWith);
  }

  /** Where the first element begins; declarations and comments may stand before it. */
  private static int root(String text) {
    int at = 0;
    while (at < text.length()) {
      int next = at;
      if (Character.isWhitespace(text.charAt(at))) {
        next = at + 1;
      } else if (text.startsWith("<?", at)) {
        next = after(text, "?>", at);
      } else if (text.startsWith("<!--", at)) {
        next = after(text, "-->", at);
      }
      if (next == at) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private static int after(String text, String end, int from) {
    int found = text.indexOf(end, from);
    return found < 0 ? text.length() : found + end.length();
  }

  /** Where the characters, of one byte each, are found; -1 if nowhere. */
  static int indexOf(byte[] data, String bytes) {
    byte[] wanted = bytes.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at <= data.length - wanted.length; at++) {
      int same = 0;
      while (same < wanted.length && data[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isWide(byte[] data) {
    return indexOf(data, "\u00ff\u00fe") == 0 || indexOf(data, "\u00fe\u00ff") == 0;
  }

  private static boolean isNoText(int character) {
    return Character.isISOControl(character)
        && character != '\t'
        && character != '\n'
        && character != '\r'
        && character != '\f';
  }

  private static Optional<String> decode(byte[] data, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(data)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
