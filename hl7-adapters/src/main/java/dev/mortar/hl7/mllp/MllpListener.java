package dev.mortar.hl7.mllp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Takes connections, and gives each a virtual thread of its own. */
final class MllpListener implements SmartLifecycle {
  /** After the inbox when starting, before it when stopping. */
  private static final int PHASE = 2_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(MllpListener.class);
  private static final Duration LOOK_AFTER = Duration.ofMillis(500);

  private final MllpProperties properties;
  private final Reception reception;
  private final MllpMetrics metrics;
  private final ConnectionLimits limits;
  private final FrameMemory memory;
  private final Set<MllpConnection> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<ServerSocket> server = Optional.empty();
  private volatile boolean running;

  MllpListener(MllpProperties properties, Reception reception, MllpMetrics metrics) {
    this.properties = properties;
    this.reception = reception;
    this.metrics = metrics;
    this.limits =
        new ConnectionLimits(properties.maxConnections(), properties.maxConnectionsPerPeer());
    this.memory = new FrameMemory(properties.frameMemory().toBytes());
  }

  /** The port that is listened on, also if any was asked for. */
  int port() {
    return server.map(ServerSocket::getLocalPort).orElse(-1);
  }

  @Override
  public void start() {
    if (!properties.enabled()) {
      return;
    }
    try {
      // Without it, a restart would have to wait until the old connections are forgotten.
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(
          new InetSocketAddress(properties.bind(), properties.port()), properties.backlog());
      server = Optional.of(socket);
      running = true;
      Thread.ofPlatform().name("hl7-mllp-accept").daemon().start(() -> accept(socket));
      Thread.ofVirtual().name("hl7-mllp-watch").start(this::watch);
      LOG.info("Listening for HL7 v2 on {}", socket.getLocalSocketAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot listen for HL7 v2 on "
              + properties.bind().getHostAddress()
              + ':'
              + properties.port()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** Takes no more connections, and lets each end the frame that it has begun. */
  @Override
  public void stop() {
    running = false;
    stopped.countDown();
    server.ifPresent(MllpListener::close);
    connections.forEach(MllpConnection::finish);
    try {
      if (!limits.awaitEmpty(properties.stopDeadline())) {
        LOG.warn("{} connections were cut at the deadline", connections.size());
        connections.forEach(MllpConnection::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private void accept(ServerSocket socket) {
    while (running) {
      try {
        admit(socket.accept());
      } catch (IOException e) {
        if (running) {
          // Out of file descriptors, most likely: some may become free.
          LOG.warn("A connection could not be taken: {}", e.getClass().getSimpleName());
          pause();
        }
      }
    }
  }

  private void admit(Socket socket) throws IOException {
    var peer = socket.getInetAddress();
    if (!limits.enter(peer)) {
      metrics.turnedAway();
      socket.close();
      return;
    }
    FrameReader reader = new FrameReader(Wire.of(socket), properties, memory, System::nanoTime);
    MllpConnection connection = new MllpConnection(socket, reader, reception, metrics);
    connections.add(connection);
    metrics.opened();
    Thread.ofVirtual()
        .name("hl7-mllp-", socket.getPort())
        .start(
            () -> {
              try {
                connection.run();
              } finally {
                connections.remove(connection);
                metrics.closed();
                limits.leave(peer);
              }
            });
    if (!running) {
      connection.finish();
    }
  }

  private void watch() {
    while (running) {
      connections.forEach(connection -> connection.closeIfStuck(properties.inFrameTimeout()));
      pause();
    }
  }

  private void pause() {
    try {
      if (stopped.await(LOOK_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The listener has stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("Closing the listening socket failed");
    }
  }
}
