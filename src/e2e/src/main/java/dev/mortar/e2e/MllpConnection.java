package dev.mortar.e2e;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A sender's end of an MLLP connection: one message out, one acknowledgement in. */
public final class MllpConnection implements AutoCloseable {
  private static final int START = 0x0B;
  private static final int END = 0x1C;
  private static final int RETURN = 0x0D;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  /**
   * @param patience how long to wait for the connection and for each byte of an acknowledgement
   */
  public MllpConnection(String host, int port, Duration patience) throws IOException {
    socket = new Socket();
    int millis = Math.toIntExact(patience.toMillis());
    socket.connect(new InetSocketAddress(host, port), millis);
    socket.setSoTimeout(millis);
    out = new BufferedOutputStream(socket.getOutputStream());
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends the message as UTF-8 and answers the bytes of its acknowledgement as text. */
  public String send(String message) throws IOException {
    out.write(START);
    out.write(message.getBytes(StandardCharsets.UTF_8));
    out.write(END);
    out.write(RETURN);
    out.flush();
    return receive();
  }

  private String receive() throws IOException {
    var frame = new ByteArrayOutputStream();
    expect(START);
    for (int next = read(); next != END; next = read()) {
      frame.write(next);
    }
    expect(RETURN);
    return frame.toString(StandardCharsets.UTF_8);
  }

  private void expect(int wanted) throws IOException {
    int next = read();
    if (next != wanted) {
      throw new IOException("expected byte " + wanted + " of the frame, got " + next);
    }
  }

  private int read() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the connection ended before the acknowledgement");
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
