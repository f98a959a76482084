package dev.mortar.storage.upload;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * By which bytes a file shows that it is what its media type says. A type that is not here is not
 * recognised, so nothing of it is taken.
 *
 * @see <a href="https://www.iana.org/assignments/media-types/">Media types</a>
 */
final class Signatures {
  private static final String ZIP = "PK\u0003\u0004";
  private static final int DICOM_PREAMBLE = 128;
  private static final int BOX_NAME = 4;
  private static final int BRAND = 8;

  private static final Map<String, Predicate<Content>> ALL =
      Map.ofEntries(
          Map.entry("application/pdf", file -> file.has(0, "%PDF-")),
          Map.entry("image/jpeg", file -> file.has(0, "\u00ff\u00d8\u00ff")),
          Map.entry("image/png", file -> file.has(0, "\u0089PNG\r\n\u001a\n")),
          Map.entry("image/gif", file -> file.has(0, "GIF87a") || file.has(0, "GIF89a")),
          Map.entry("image/tiff", file -> file.has(0, "II*\0") || file.has(0, "MM\0*")),
          Map.entry("image/webp", file -> file.has(0, "RIFF") && file.has(BRAND, "WEBP")),
          Map.entry("image/heic", file -> file.has(BOX_NAME, "ftyphei")),
          Map.entry("application/dicom", file -> file.has(DICOM_PREAMBLE, "DICM")),
          Map.entry("audio/mpeg", Signatures::isMpeg),
          Map.entry("audio/wav", file -> file.has(0, "RIFF") && file.has(BRAND, "WAVE")),
          Map.entry("audio/ogg", file -> file.has(0, "OggS")),
          Map.entry("video/mp4", file -> file.has(BOX_NAME, "ftyp")),
          Map.entry("text/plain", Content::isText),
          Map.entry("text/csv", Content::isText),
          Map.entry("text/markdown", Content::isText),
          Map.entry("text/cql", Content::isText),
          Map.entry("text/rtf", file -> file.has(0, "{\\rtf")),
          Map.entry("application/rtf", file -> file.has(0, "{\\rtf")),
          Map.entry("text/xml", Content::isXml),
          Map.entry("application/xml", Content::isXml),
          Map.entry("application/fhir+xml", Content::isXml),
          Map.entry("application/json", Content::isJson),
          Map.entry("application/fhir+json", Content::isJson),
          Map.entry("application/fhir+ndjson", Content::isJson),
          Map.entry(
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
              file -> isOffice(file, "word/")),
          Map.entry(
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
              file -> isOffice(file, "xl/")));

  private Signatures() {}

  static boolean knows(String type) {
    return ALL.containsKey(type);
  }

  static SortedSet<String> known() {
    return new TreeSet<>(ALL.keySet());
  }

  static boolean fit(String type, byte[] data) {
    Predicate<Content> signature = ALL.get(type);
    return signature != null && signature.test(new Content(data));
  }

  /** With a tag in front, or beginning with the sync word of a frame. */
  private static boolean isMpeg(Content file) {
    return file.has(0, "ID3") || file.has(0, "\u00ff\u00fb") || file.has(0, "\u00ff\u00f3");
  }

  private static boolean isOffice(Content file, String folder) {
    return file.has(0, ZIP) && file.holds("[Content_Types].xml") && file.holds(folder);
  }

  /** A file as characters of one byte each, and what can be said of it as a text. */
  record Content(byte[] data) {
    boolean has(int at, String bytes) {
      return new String(
              data, Math.min(at, data.length), clip(at, bytes), StandardCharsets.ISO_8859_1)
          .equals(bytes);
    }

    private int clip(int at, String bytes) {
      return Math.max(0, Math.min(bytes.length(), data.length - at));
    }

    boolean holds(String bytes) {
      return Texts.indexOf(data, bytes) >= 0;
    }

    boolean isText() {
      return Texts.read(data).filter(text -> !Texts.isPage(text)).isPresent();
    }

    boolean isXml() {
      return Texts.read(data)
          .filter(text -> text.startsWith("<") && !Texts.isPage(text))
          .isPresent();
    }

    boolean isJson() {
      return Texts.read(data)
          .filter(text -> text.startsWith("{") || text.startsWith("["))
          .isPresent();
    }
  }
}
