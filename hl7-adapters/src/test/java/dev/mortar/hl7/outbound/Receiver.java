package dev.mortar.hl7.outbound;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A system that is told: it notes what it hears and answers as a test wants. */
final class Receiver implements AutoCloseable {
  /** Said instead of an acknowledgement code: nothing, or the end of the connection. */
  static final String SILENCE = "silence";

  static final String HANG_UP = "hang up";

  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Function<String, String> behaviour = controlId -> "AA";

  Receiver(int port) throws IOException {
    this(new ServerSocket());
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread.ofVirtual().start(this::accept);
  }

  private Receiver(ServerSocket server) {
    this.server = server;
  }

  /** On a listening socket of the test's own, such as one that speaks TLS. */
  static Receiver on(ServerSocket listening) {
    Receiver receiver = new Receiver(listening);
    Thread.ofVirtual().start(receiver::accept);
    return receiver;
  }

  int port() {
    return server.getLocalPort();
  }

  /** MSH-10 of what was heard, in order, repeats included. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  int connections() {
    return connections.get();
  }

  /**
   * @param answer from MSH-10 to MSA-1, optionally followed by a blank and another MSA-2
   */
  void answers(Function<String, String> answer) {
    behaviour = answer;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> converse(socket));
      } catch (IOException e) {
        // Closed: the loop ends by its condition; a failed handshake is the client's to report.
        continue;
      }
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String message = frame(in);
      while (!message.isEmpty()) {
        String controlId = message.split("\\|", -1)[9];
        heard.add(controlId);
        String answer = behaviour.apply(controlId);
        if (answer.equals(HANG_UP)) {
          return;
        }
        if (!answer.equals(SILENCE)) {
          String[] parts = answer.split(" ");
          String about = parts.length > 1 ? parts[1] : controlId;
          String ack = "MSH|^~\\&|||||2026||ACK|1|P|2.5.1\rMSA|" + parts[0] + "|" + about + "\r";
          socket
              .getOutputStream()
              .write(("\u000b" + ack + "\u001c\r").getBytes(StandardCharsets.UTF_8));
          socket.getOutputStream().flush();
        }
        message = frame(in);
      }
    } catch (IOException e) {
      sockets.remove(socket);
    }
  }

  private static String frame(InputStream in) throws IOException {
    var content = new ByteArrayOutputStream();
    int next;
    while ((next = in.read()) >= 0) {
      if (next == 0x1C) {
        return content.toString(StandardCharsets.UTF_8);
      }
      if (next != 0x0B && !(next == '\r' && content.size() == 0)) {
        content.write(next);
      }
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
