package dev.mortar.hl7.mllp;

import dev.mortar.hl7.Connections.Open;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection on one thread: a frame, its acknowledgement, the next frame. */
final class MllpConnection implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(MllpConnection.class);
  private static final long NOT_WAITING = Long.MIN_VALUE;

  private final Socket socket;
  private final Door door;
  private final Function<Socket, FrameReader> readers;
  private final FrontDesk desk;
  private final MllpMetrics metrics;
  private final Clock clock;
  private final Instant since;
  private volatile Caller caller;
  private volatile Optional<FrameReader> reader = Optional.empty();
  private volatile boolean finishing;

  /** When we began to wait for the peer to read, or to shake hands. */
  private volatile long waitingSince = System.nanoTime();

  private volatile long messages;
  private volatile Instant last;
  private long junkTold;

  MllpConnection(
      Socket socket,
      Door door,
      Function<Socket, FrameReader> readers,
      FrontDesk desk,
      MllpMetrics metrics,
      Clock clock) {
    this.socket = socket;
    this.door = door;
    this.readers = readers;
    this.desk = desk;
    this.metrics = metrics;
    this.clock = clock;
    this.since = clock.instant();
    this.last = since;
    this.caller =
        Caller.of(
            socket.getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress() + ':' + address.getPort()
                : "unknown");
  }

  @Override
  public void run() {
    try (socket) {
      // An acknowledgement is small and waited for: it must not be held back to be sent with more.
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      Socket channel = enter();
      try (channel) {
        converse(channel);
      }
    } catch (IOException e) {
      LOG.debug("The connection of {} broke: {}", caller.peer(), e.getClass().getSimpleName());
    } finally {
      reader.ifPresent(FrameReader::close);
    }
  }

  /** Ends the connection after the frame in work, at once if there is none. */
  void finish() {
    finishing = true;
    if (reader.isEmpty() || !reader.get().inFrame()) {
      close();
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("Closing the connection of {} failed", caller.peer());
    }
  }

  /** Closes the connection of a peer that does not read what it asked for, or does not get in. */
  void closeIfStuck(Duration longest) {
    long waiting = waitingSince;
    if (waiting != NOT_WAITING && System.nanoTime() - waiting > longest.toNanos()) {
      LOG.info("{} keeps us waiting; the connection is closed", caller.peer());
      close();
    }
  }

  Open view() {
    return new Open(
        caller.peer(),
        door.name(),
        caller.certificate().map(ClientCertificate::names).orElseGet(Set::of),
        since,
        messages,
        last);
  }

  private Socket enter() throws IOException {
    try {
      Door.Guest guest = door.open(socket);
      caller = new Caller(caller.peer(), guest.certificate());
      reader = Optional.of(readers.apply(guest.socket()));
      return guest.socket();
    } catch (IOException e) {
      LOG.info("{} did not get in: {}", caller.peer(), e.getClass().getSimpleName());
      metrics.handshakeFailed();
      throw e;
    } finally {
      waitingSince = NOT_WAITING;
    }
  }

  private void converse(Socket channel) throws IOException {
    FrameReader frames = reader.orElseThrow();
    OutputStream out = channel.getOutputStream();
    boolean open = true;
    while (open && !finishing) {
      open = exchange(frames, out);
    }
  }

  private boolean exchange(FrameReader frames, OutputStream out) throws IOException {
    Frame frame = frames.next();
    tellJunk(frames.junk());
    return switch (frame) {
      case Frame.Complete complete -> {
        last = clock.instant();
        messages++;
        answer(out, desk.receive(caller, complete.content()).wire());
        yield true;
      }
      case Frame.Broken broken -> {
        LOG.info(
            "A frame of {} broke after {} bytes: {}", caller.peer(), broken.size(), broken.why());
        answer(out, desk.broken(caller, broken));
        yield broken.why().goesOn();
      }
      case Frame.Over over -> false;
    };
  }

  private void answer(OutputStream out, byte[] wire) throws IOException {
    if (wire.length == 0) {
      return;
    }
    waitingSince = System.nanoTime();
    try {
      out.write(wire);
      out.flush();
    } catch (IOException e) {
      metrics.acknowledgementLost();
      throw e;
    } finally {
      waitingSince = NOT_WAITING;
    }
  }

  private void tellJunk(long junk) {
    if (junk > junkTold) {
      metrics.junk(junk - junkTold);
      junkTold = junk;
    }
  }
}
