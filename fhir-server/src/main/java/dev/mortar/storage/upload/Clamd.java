package dev.mortar.storage.upload;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks ClamAV's daemon by its command INSTREAM: the file goes in chunks, each behind its length,
 * and an empty one ends it.
 *
 * @see <a href="https://docs.clamav.net/manual/Usage/Scanning.html#clamd">clamd</a>
 */
final class Clamd implements Scanner {
  private static final byte[] COMMAND = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);
  private static final int CHUNK = 64 * 1024;
  private static final int LONGEST_ANSWER = 4096;

  private final String host;
  private final int port;
  private final Duration timeout;

  /**
   * @param address as {@code 127.0.0.1:3310}
   */
  Clamd(String address, Duration timeout) {
    int colon = address.lastIndexOf(':');
    this.host = address.substring(0, colon);
    this.port = Integer.parseInt(address.substring(colon + 1));
    this.timeout = timeout;
  }

  @Override
  public boolean finds(byte[] data) {
    try {
      String answer = ask(data);
      if (answer.endsWith(" FOUND")) {
        return true;
      }
      if (answer.endsWith(": OK")) {
        return false;
      }
      throw new IOException("clamd has not looked at the file: " + answer);
    } catch (IOException e) {
      throw new ScannerSilentException(e);
    }
  }

  private String ask(byte[] data) throws IOException {
    int patience = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), patience);
      socket.setSoTimeout(patience);
      var out = new DataOutputStream(socket.getOutputStream());
      out.write(COMMAND);
      for (int from = 0; from < data.length; from += CHUNK) {
        int length = Math.min(CHUNK, data.length - from);
        out.writeInt(length);
        out.write(data, from, length);
      }
      out.writeInt(0);
      out.flush();
      byte[] answer = socket.getInputStream().readNBytes(LONGEST_ANSWER);
      return new String(answer, StandardCharsets.US_ASCII).replace("\0", "").strip();
    }
  }
}
