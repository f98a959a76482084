package dev.mortar.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A system that is told by HL7 v2 and outlives the program. It notes all that it hears, repeats
 * included, and is slow to acknowledge, so that kills also fall between hearing and being heard.
 */
final class Told implements AutoCloseable {
  private static final Duration THINKING = Duration.ofMillis(20);
  private static final Duration WHILE = Duration.ofSeconds(20);
  private static final int START = 0x0B;
  private static final int END = 0x1C;

  private final ServerSocket server;
  private final List<Hl7Text> heard = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<Consumer<Hl7Text>>> next =
      new AtomicReference<>(Optional.empty());

  Told() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** In the order in which it came. */
  List<Hl7Text> heard() {
    return List.copyOf(heard);
  }

  /** Has the running program tell it of patients, appointments and results. */
  void hearOf(Program program) {
    var answer =
        program
            .as("manager")
            .put(
                "/api/hl7/destinations/told",
                """
                {"address":"mllp://127.0.0.1:%d","application":"EHR","facility":"OTHER",\
                "messages":["ADT","SIU","ORU"],"enabled":true}"""
                    .formatted(server.getLocalPort()));
    if (answer.statusCode() != 204) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
  }

  /**
   * Kills the program when the next message was heard and is not acknowledged. Answers its MSH-10,
   * or nothing if none comes for a while.
   */
  Optional<String> cutOff(Program program) throws InterruptedException, ExecutionException {
    var killed = new CompletableFuture<String>();
    next.set(
        Optional.of(
            message -> {
              program.kill();
              killed.complete(message.controlId());
            }));
    try {
      return Optional.of(killed.get(WHILE.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      return next.getAndSet(Optional.empty()).isPresent()
          ? Optional.empty()
          : Optional.of(killed.get());
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> converse(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (String text = frame(in); !text.isEmpty(); text = frame(in)) {
        var message = new Hl7Text(text);
        heard.add(message);
        next.getAndSet(Optional.empty()).ifPresent(waiting -> waiting.accept(message));
        LockSupport.parkNanos(THINKING.toNanos());
        String ack =
            "MSH|^~\\&|EHR|OTHER|MORTAR|PHARMACY|20260101||ACK|1|P|2.5.1\rMSA|AA|%s\r"
                .formatted(message.controlId());
        socket
            .getOutputStream()
            .write(("\u000b" + ack + "\u001c\r").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
      }
    } catch (IOException killed) {
      return;
    }
  }

  /** Empty at the end of the connection, where half a message is none. */
  private static String frame(InputStream in) throws IOException {
    var content = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == END) {
        return content.toString(StandardCharsets.UTF_8);
      }
      boolean between = content.size() == 0 && (next == START || next == '\r');
      if (!between) {
        content.write(next);
      }
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
