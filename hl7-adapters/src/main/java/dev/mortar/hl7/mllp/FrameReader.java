package dev.mortar.hl7.mllp;

import static dev.mortar.hl7.inbox.Framing.END;
import static dev.mortar.hl7.inbox.Framing.RETURN;
import static dev.mortar.hl7.inbox.Framing.START;

import dev.mortar.hl7.mllp.Frame.Break;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Cuts the bytes of one connection into frames, tolerant of what senders are known to do: junk
 * between frames, an end of block without its return, vertical tabs in free text.
 */
final class FrameReader {
  private static final int MOST_JUNK = 64 * 1024;
  private static final byte LINE_FEED = 0x0A;

  private final Wire wire;
  private final MllpProperties limits;
  private final LongSupplier nanos;
  private final FrameBuffer buffer;
  private final byte[] in = new byte[8192];
  private int at;
  private int filled;
  private long began;
  private long junk;
  private volatile boolean inFrame;
  private Optional<byte[]> pushedBack = Optional.empty();

  FrameReader(Wire wire, MllpProperties limits, FrameMemory memory, LongSupplier nanos) {
    this.wire = wire;
    this.limits = limits;
    this.nanos = nanos;
    this.buffer =
        new FrameBuffer(memory, (int) limits.maxMessage().toBytes(), limits.inFrameTimeout());
  }

  /** Bytes that stood outside any frame, since the start. */
  long junk() {
    return junk;
  }

  /** Whether a frame has begun after which {@link #next} was not called again. */
  boolean inFrame() {
    return inFrame;
  }

  /** Waits for the next frame. The memory of the one before is given back. */
  Frame next() throws IOException {
    buffer.clear();
    inFrame = pushedBack.isPresent();
    if (pushedBack.isPresent()) {
      Frame frame = new Frame.Complete(pushedBack.get());
      pushedBack = Optional.empty();
      return frame;
    }
    Optional<Frame> noFrame = seekStart();
    if (noFrame.isPresent()) {
      return noFrame.get();
    }
    inFrame = true;
    began = nanos.getAsLong();
    try {
      return readContent();
    } catch (SocketTimeoutException e) {
      return broken(Break.SILENT);
    }
  }

  /** Gives back what the last frame has taken. */
  void close() {
    buffer.clear();
  }

  private Optional<Frame> seekStart() throws IOException {
    long before = junk;
    while (true) {
      while (at < filled) {
        byte next = in[at++];
        if (next == START) {
          return Optional.empty();
        }
        if (next != RETURN && next != LINE_FEED) {
          junk++;
        }
      }
      boolean onlyJunk = junk > before;
      if (junk - before > MOST_JUNK) {
        return Optional.of(noStart(junk - before));
      }
      try {
        if (!fill(onlyJunk ? limits.inFrameTimeout() : limits.idleTimeout())) {
          return Optional.of(new Frame.Over(false));
        }
      } catch (SocketTimeoutException e) {
        return Optional.of(onlyJunk ? noStart(junk - before) : new Frame.Over(true));
      }
    }
  }

  private Frame readContent() throws IOException {
    while (true) {
      if (at == filled && !fill(limits.inFrameTimeout())) {
        return broken(Break.DISCONNECTED);
      }
      int end = indexOfEnd();
      int stop = end < 0 ? filled : end;
      Optional<Frame> refused = append(stop);
      if (refused.isPresent()) {
        return refused.get();
      }
      at = stop;
      if (end >= 0) {
        at++;
        if (endsHere()) {
          return complete();
        }
        Optional<Frame> tooLong = appendEnd();
        if (tooLong.isPresent()) {
          return tooLong.get();
        }
      }
      if (tooSlow()) {
        return broken(Break.SLOW);
      }
    }
  }

  private Optional<Frame> append(int stop) {
    if (!buffer.fits(stop - at)) {
      return Optional.of(broken(Break.OVERSIZE));
    }
    return buffer.append(in, at, stop) ? Optional.empty() : Optional.of(broken(Break.NO_MEMORY));
  }

  /**
   * An end of block in the midst of data is data: cutting there would acknowledge half a message.
   */
  private Optional<Frame> appendEnd() {
    byte[] end = {END};
    if (!buffer.fits(1)) {
      return Optional.of(broken(Break.OVERSIZE));
    }
    return buffer.append(end, 0, 1) ? Optional.empty() : Optional.of(broken(Break.NO_MEMORY));
  }

  /** Whether what follows an end of block confirms it: its return, a new start, or nothing. */
  private boolean endsHere() throws IOException {
    try {
      if (at == filled && !fill(limits.trailerTimeout())) {
        return true;
      }
    } catch (SocketTimeoutException e) {
      return true;
    }
    if (in[at] == RETURN) {
      at++;
      return true;
    }
    return in[at] == START || in[at] == LINE_FEED;
  }

  private int indexOfEnd() {
    for (int i = at; i < filled; i++) {
      if (in[i] == END) {
        return i;
      }
    }
    return -1;
  }

  private boolean fill(Duration timeout) throws IOException {
    at = 0;
    filled = 0;
    int read = wire.read(in, timeout);
    filled = Math.max(0, read);
    return read > 0;
  }

  private boolean tooSlow() {
    long age = nanos.getAsLong() - began;
    if (age <= limits.inFrameTimeout().toNanos()) {
      return false;
    }
    double seconds = age / 1e9;
    return buffer.length() < seconds * limits.minRate().toBytes();
  }

  /**
   * A sender that gave up in the midst of a frame and began anew on the same connection leaves the
   * beginning of one message before the start of another.
   */
  private Frame complete() {
    byte[] content = buffer.content();
    int restart = lastRestart(content);
    if (restart < 0) {
      return new Frame.Complete(content);
    }
    pushedBack = Optional.of(Arrays.copyOfRange(content, restart + 1, content.length));
    byte[] lost = Arrays.copyOf(content, Math.min(restart, MOST_JUNK));
    return new Frame.Broken(Break.RESTARTED, lost, restart);
  }

  private static int lastRestart(byte[] content) {
    for (int i = content.length - 4; i >= 0; i--) {
      if (content[i] == START
          && content[i + 1] == 'M'
          && content[i + 2] == 'S'
          && content[i + 3] == 'H') {
        return i;
      }
    }
    return -1;
  }

  private Frame broken(Break why) {
    return new Frame.Broken(why, buffer.head(), buffer.length());
  }

  private static Frame noStart(long size) {
    return new Frame.Broken(Break.NO_START, new byte[0], size);
  }
}
