package dev.mortar.storage.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files that are what they say, and some that are not. */
final class TestFiles {
  static final byte[] PDF = ascii("%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n");
  static final byte[] PNG = latin("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR");
  static final String WORD =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  private TestFiles() {}

  /** The file by which everybody tries a virus scanner, as eicar.org describes it. */
  static byte[] eicar() {
    return ascii("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-" + "TEST-FILE!$H+H*");
  }

  static byte[] office(String... parts) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
      for (String part : parts) {
        zip.putNextEntry(new ZipEntry(part));
        zip.write(ascii("<x/>"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
