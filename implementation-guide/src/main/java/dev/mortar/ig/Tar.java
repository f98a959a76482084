package dev.mortar.ig;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads the plain files of a gzipped tar archive whose names fit its 100 bytes, as ours do. */
final class Tar {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 11;

  private Tar() {}

  static Map<String, byte[]> read(InputStream archive) throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    try (var in = new GZIPInputStream(archive)) {
      for (byte[] header = block(in); header[0] != 0; header = block(in)) {
        var name = text(header, 0, NAME_LENGTH);
        var size = Integer.parseInt(text(header, SIZE_AT, SIZE_LENGTH), 8);
        files.put(name, in.readNBytes(size));
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      }
    }
    return files;
  }

  private static byte[] block(InputStream in) throws IOException {
    byte[] header = in.readNBytes(BLOCK);
    if (header.length < BLOCK) {
      throw new EOFException("The archive ends within a header");
    }
    return header;
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }
}
