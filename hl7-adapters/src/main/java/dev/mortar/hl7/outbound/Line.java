package dev.mortar.hl7.outbound;

import dev.mortar.hl7.Destination;
import dev.mortar.hl7.inbox.Framing;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * An open connection to a destination: one message, its acknowledgement, the next message. Whatever
 * is unclear closes it, so that no acknowledgement can be taken for that of another message.
 */
final class Line implements Closeable {
  private static final int LONGEST_ACK = 256 * 1024;

  private final Socket socket;
  private final InputStream in;
  private String acknowledged = "";

  private Line(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static Line open(Destination destination, Duration timeout, Optional<SSLContext> tls)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(destination.host(), destination.port()), (int) timeout.toMillis());
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      return new Line(tls.isEmpty() ? socket : secure(socket, destination, timeout, tls.get()));
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secure(
      Socket socket, Destination destination, Duration timeout, SSLContext context)
      throws IOException {
    socket.setSoTimeout((int) timeout.toMillis());
    Socket layered =
        context
            .getSocketFactory()
            .createSocket(socket, destination.host(), destination.port(), true);
    if (!(layered instanceof SSLSocket tls)) {
      throw new IOException("The platform gave no TLS socket");
    }
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    // Without it, any certificate that somebody trusted has signed would do.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }

  /**
   * @throws IOException if the destination did not say in time whether it has the message
   */
  Reply say(String controlId, byte[] message, Duration timeout) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    socket.getOutputStream().write(Framing.framed(message));
    socket.getOutputStream().flush();
    while (true) {
      byte[] ack = frame(end);
      String[] msa = msa(ack);
      if (msa[1].equals(controlId)) {
        acknowledged = controlId;
        return reply(msa[0], ack);
      }
      // A second acknowledgement of the message before: asked for by nobody, but known to happen.
      if (!msa[1].equals(acknowledged)) {
        throw new IOException("The acknowledgement is for another message");
      }
    }
  }

  private static Reply reply(String code, byte[] ack) throws IOException {
    return switch (code) {
      case "AA", "CA" -> new Reply.Taken(code, ack);
      case "AE", "CE" -> new Reply.Later(code, ack);
      case "AR", "CR" -> new Reply.Refused(code, ack);
      default -> throw new IOException("The acknowledgement has no code that we know");
    };
  }

  private byte[] frame(long end) throws IOException {
    var content = new ByteArrayOutputStream();
    boolean started = false;
    while (true) {
      int next = read(end);
      if (next == Framing.START) {
        started = true;
        content.reset();
      } else if (started && next == Framing.END) {
        return content.toByteArray();
      } else if (started) {
        content.write(next);
      }
      if (content.size() > LONGEST_ACK) {
        throw new IOException("The acknowledgement is too long");
      }
    }
  }

  private int read(long end) throws IOException {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("No acknowledgement in time");
    }
    socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
    int next = in.read();
    if (next < 0) {
      throw new IOException("The connection ended before the acknowledgement");
    }
    return next;
  }

  /** MSA-1 and MSA-2, empty where there is none. */
  private static String[] msa(byte[] ack) {
    String text = new String(ack, StandardCharsets.ISO_8859_1);
    for (String segment : text.split("[\r\n]+")) {
      if (segment.length() > 4 && segment.startsWith("MSA")) {
        char separator = segment.charAt(3);
        String[] fields = (segment + separator + separator).split("\\Q" + separator + "\\E", -1);
        return new String[] {fields[1], fields[2]};
      }
    }
    return new String[] {"", ""};
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
