package dev.mortar.hl7.mllp;

import dev.mortar.hl7.Connections;
import dev.mortar.hl7.mllp.ConnectionLimits.Admission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Takes connections, and gives each a thread of the operating system. Bytes wake it at once, where
 * a virtual one is woken by another thread, which costs a sender that waits for each
 * acknowledgement a fifth of its messages. The limit of connections is one of threads, too.
 */
final class MllpListener implements SmartLifecycle {
  /** After the inbox when starting, before it when stopping. */
  private static final int PHASE = 2_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(MllpListener.class);
  private static final Duration LOOK_AFTER = Duration.ofMillis(500);

  private final MllpProperties properties;
  private final Door door;
  private final FrontDesk desk;
  private final MllpMetrics metrics;
  private final Clock clock;
  private final ThreadFactory threads;
  private final ConnectionLimits limits;
  private final FrameMemory memory;
  private final Set<MllpConnection> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<ServerSocket> server = Optional.empty();
  private volatile boolean running;

  /**
   * @param threads one for each connection
   */
  MllpListener(
      MllpProperties properties,
      Door door,
      FrontDesk desk,
      MllpMetrics metrics,
      Clock clock,
      ThreadFactory threads) {
    this.properties = properties;
    this.door = door;
    this.desk = desk;
    this.metrics = metrics;
    this.clock = clock;
    this.threads = threads;
    this.limits =
        new ConnectionLimits(
            properties.maxConnections(),
            properties.maxConnectionsPerPeer(),
            properties.maxAcceptsPerSecond(),
            System::nanoTime);
    this.memory = new FrameMemory(properties.frameMemory().toBytes());
  }

  List<Connections.Open> open() {
    return connections.stream().map(MllpConnection::view).toList();
  }

  /** The port that is listened on, also if any was asked for. */
  int port() {
    return server.map(ServerSocket::getLocalPort).orElse(-1);
  }

  @Override
  public void start() {
    try {
      // Without it, a restart would have to wait until the old connections are forgotten.
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(door.address(), properties.backlog());
      server = Optional.of(socket);
      running = true;
      Thread.ofPlatform()
          .name("hl7-" + door.name() + "-accept")
          .daemon()
          .start(() -> accept(socket));
      Thread.ofVirtual().name("hl7-mllp-watch").start(this::watch);
      LOG.info("Listening for HL7 v2 on {} ({})", socket.getLocalSocketAddress(), door.name());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot listen for HL7 v2 on " + door.address() + ": " + e.getMessage(), e);
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
    Admission admission = limits.enter(peer);
    if (admission != Admission.TAKEN) {
      refuse(socket, admission);
      return;
    }
    MllpConnection connection =
        new MllpConnection(socket, door, this::reader, desk, metrics, clock);
    connections.add(connection);
    metrics.opened();
    Thread thread =
        threads.newThread(
            () -> {
              try {
                connection.run();
              } finally {
                forget(connection, peer);
              }
            });
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // The operating system gives no more threads, most likely: some may become free.
      LOG.warn("A connection of {} was turned away: {}", peer.getHostAddress(), e.getMessage());
      forget(connection, peer);
      metrics.turnedAway();
      connection.close();
      return;
    }
    if (!running) {
      connection.finish();
    }
  }

  private void forget(MllpConnection connection, InetAddress peer) {
    connections.remove(connection);
    metrics.closed();
    limits.leave(peer);
  }

  /** The least that a flood can be made to cost us. */
  private void refuse(Socket socket, Admission admission) throws IOException {
    if (admission == Admission.TOO_OFTEN) {
      metrics.tooOften();
    } else {
      metrics.turnedAway();
    }
    socket.close();
  }

  private FrameReader reader(Socket channel) {
    return new FrameReader(Wire.of(channel), properties, memory, System::nanoTime);
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
