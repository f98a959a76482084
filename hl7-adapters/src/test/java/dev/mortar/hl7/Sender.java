package dev.mortar.hl7;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A peer that speaks MLLP, or whatever bytes a test makes it say. */
public final class Sender implements AutoCloseable {
  private final Socket socket;
  private final InputStream buffered;

  public Sender(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Over TLS; the handshake is done when this returns. */
  public static Sender tls(int port, SSLContext context, String... protocols) throws IOException {
    Socket socket = context.getSocketFactory().createSocket("127.0.0.1", port);
    if (!(socket instanceof SSLSocket tls)) {
      throw new IOException("No TLS socket");
    }
    if (protocols.length > 0) {
      tls.setEnabledProtocols(protocols);
    }
    tls.setSoTimeout(15_000);
    tls.startHandshake();
    return new Sender(tls);
  }

  private Sender(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(15_000);
    buffered = new BufferedInputStream(socket.getInputStream());
  }

  public static byte[] frame(String content) {
    return ("\u000b" + content + "\u001c\r").getBytes(StandardCharsets.UTF_8);
  }

  public void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a frame and waits for one. */
  public String ask(String content) throws IOException {
    write(frame(content));
    return read();
  }

  /** The next frame's content; empty if the connection ends first. */
  public String read() throws IOException {
    InputStream in = buffered;
    var content = new ByteArrayOutputStream();
    int b;
    while ((b = in.read()) != 0x1C) {
      if (b < 0) {
        return "";
      }
      if (b != 0x0B) {
        content.write(b);
      }
    }
    if (in.read() != 0x0D) {
      throw new IOException("An end of block without its return");
    }
    return content.toString(StandardCharsets.UTF_8);
  }

  /** Whether the other side closes the connection before it says anything more. */
  public boolean endsSilently() throws IOException {
    try {
      return buffered.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  /** MSA-1. */
  public static String code(String ack) {
    return msa(ack, 1);
  }

  /** MSA-2. */
  public static String controlId(String ack) {
    return msa(ack, 2);
  }

  private static String msa(String ack, int field) {
    for (String segment : ack.split("\r")) {
      if (segment.startsWith("MSA|")) {
        return segment.split("\\|", -1)[field];
      }
    }
    return "";
  }

  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  public void timeout(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
