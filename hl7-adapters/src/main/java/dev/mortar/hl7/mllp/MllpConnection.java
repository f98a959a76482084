package dev.mortar.hl7.mllp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection on one virtual thread: a frame, its acknowledgement, the next frame. */
final class MllpConnection implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(MllpConnection.class);
  private static final long NOT_WRITING = Long.MIN_VALUE;

  private final Socket socket;
  private final FrameReader reader;
  private final Reception reception;
  private final MllpMetrics metrics;
  private final String peer;
  private volatile boolean finishing;
  private volatile long writingSince = NOT_WRITING;
  private long junkTold;

  MllpConnection(Socket socket, FrameReader reader, Reception reception, MllpMetrics metrics) {
    this.socket = socket;
    this.reader = reader;
    this.reception = reception;
    this.metrics = metrics;
    this.peer =
        socket.getRemoteSocketAddress() instanceof InetSocketAddress address
            ? address.getAddress().getHostAddress() + ':' + address.getPort()
            : "unknown";
  }

  @Override
  public void run() {
    try (socket) {
      // An acknowledgement is small and waited for: it must not be held back to be sent with more.
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      boolean open = true;
      while (open && !finishing) {
        open = exchange();
      }
    } catch (IOException e) {
      LOG.debug("The connection of {} broke: {}", peer, e.getClass().getSimpleName());
    } finally {
      reader.close();
    }
  }

  /** Ends the connection after the frame in work, at once if there is none. */
  void finish() {
    finishing = true;
    if (!reader.inFrame()) {
      close();
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("Closing the connection of {} failed", peer);
    }
  }

  /** Closes the connection of a peer that does not read what it asked for. */
  void closeIfStuck(Duration longest) {
    long since = writingSince;
    if (since != NOT_WRITING && System.nanoTime() - since > longest.toNanos()) {
      LOG.info("{} does not read its acknowledgements; the connection is closed", peer);
      close();
    }
  }

  private boolean exchange() throws IOException {
    Frame frame = reader.next();
    tellJunk();
    return switch (frame) {
      case Frame.Complete complete -> {
        answer(reception.receive(peer, complete.content()));
        yield true;
      }
      case Frame.Broken broken -> {
        LOG.info("A frame of {} broke after {} bytes: {}", peer, broken.size(), broken.why());
        answer(reception.broken(peer, broken));
        yield broken.why().goesOn();
      }
      case Frame.Over over -> false;
    };
  }

  private void answer(byte[] wire) throws IOException {
    if (wire.length == 0) {
      return;
    }
    writingSince = System.nanoTime();
    try {
      OutputStream out = socket.getOutputStream();
      out.write(wire);
      out.flush();
    } catch (IOException e) {
      metrics.acknowledgementLost();
      throw e;
    } finally {
      writingSince = NOT_WRITING;
    }
  }

  private void tellJunk() {
    long junk = reader.junk();
    if (junk > junkTold) {
      metrics.junk(junk - junkTold);
      junkTold = junk;
    }
  }
}
