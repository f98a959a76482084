package dev.mortar.mapping.text;

import dev.mortar.mapping.table.CodeTable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of one message become text. MSH-18 wins over the sender's standard; if the bytes do
 * not fit, the whole message is read as windows-1252 (or ISO 8859-1 where even that has no
 * character), never with replacement characters.
 *
 * @param declared what MSH-18 says, empty if it is silent
 * @param recoded true for character sets in which a byte of a character can look like a separator;
 *     such messages are turned into UTF-8 before they are indexed
 * @param fits false if the bytes are not text of the declared or standard set
 */
public record Encoding(Charset charset, String declared, boolean recoded, boolean fits) {
  private static final CodeTable CHARSETS = CodeTable.named("charset");
  private static final Charset WESTERN = Charset.forName("windows-1252");

  static Encoding of(byte[] raw, Charset standard) {
    Charset marked = byteOrderMark(raw);
    if (marked != null) {
      return new Encoding(marked, "", true, true);
    }
    String declared = declared(raw);
    Charset wanted = declared.isEmpty() ? standard : named(declared, standard);
    if (isAscii(raw) && !sharesBytes(wanted)) {
      return new Encoding(wanted, declared, false, true);
    }
    if (decodes(raw, wanted)) {
      return new Encoding(wanted, declared, sharesBytes(wanted), true);
    }
    boolean utf8 = !declared.isEmpty() && decodes(raw, StandardCharsets.UTF_8);
    return new Encoding(utf8 ? StandardCharsets.UTF_8 : western(raw), declared, false, false);
  }

  byte[] readable(byte[] raw) {
    if (!recoded) {
      return raw;
    }
    String text = new String(raw, charset);
    String unmarked = text.startsWith("\ufeff") ? text.substring(1) : text;
    return unmarked.getBytes(StandardCharsets.UTF_8);
  }

  /** The set in which the indexed bytes are. */
  Charset indexed() {
    return recoded ? StandardCharsets.UTF_8 : charset;
  }

  /** Whether bytes below 128 are surely ASCII; in some Japanese sets two of them are not. */
  boolean keepsAscii() {
    Charset set = indexed();
    return set.equals(StandardCharsets.UTF_8)
        || set.equals(StandardCharsets.US_ASCII)
        || set.equals(StandardCharsets.ISO_8859_1)
        || set.equals(WESTERN);
  }

  private static Charset named(String code, Charset standard) {
    return CHARSETS.find(code).map(entry -> Charset.forName(entry.target())).orElse(standard);
  }

  private static String declared(byte[] raw) {
    if (raw.length < 8) {
      return "";
    }
    int at = 0;
    while (at + 8 < raw.length && raw[at] < ' ') {
      at++;
    }
    byte separator = raw[at + 3];
    int field = 1;
    for (int i = at + 3; i < raw.length && raw[i] != '\r' && raw[i] != '\n'; i++) {
      if (raw[i] != separator) {
        continue;
      }
      field++;
      if (field == 18) {
        return firstOf(raw, i + 1, separator, raw[at + 5]);
      }
    }
    return "";
  }

  private static String firstOf(byte[] raw, int from, byte separator, byte repetition) {
    int i = from;
    while (i < raw.length && raw[i] != separator && raw[i] != repetition && raw[i] >= ' ') {
      i++;
    }
    return new String(raw, from, i - from, StandardCharsets.US_ASCII).strip();
  }

  private static boolean sharesBytes(Charset charset) {
    String name = charset.name();
    return name.startsWith("UTF-16")
        || name.startsWith("UTF-32")
        || name.startsWith("ISO-2022")
        || name.equals("Shift_JIS")
        || name.equals("GB18030")
        || name.equals("Big5");
  }

  private static @Nullable Charset byteOrderMark(byte[] raw) {
    int first = raw.length > 2 ? (raw[0] & 0xff) << 16 | (raw[1] & 0xff) << 8 | raw[2] & 0xff : 0;
    if (first == 0xefbbbf) {
      return StandardCharsets.UTF_8;
    }
    return switch (first >> 8) {
      case 0xfeff -> StandardCharsets.UTF_16BE;
      case 0xfffe -> StandardCharsets.UTF_16LE;
      default -> null;
    };
  }

  private static boolean isAscii(byte[] raw) {
    for (byte b : raw) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private static Charset western(byte[] raw) {
    return decodes(raw, WESTERN) ? WESTERN : StandardCharsets.ISO_8859_1;
  }

  private static boolean decodes(byte[] raw, Charset charset) {
    try {
      charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(raw));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
