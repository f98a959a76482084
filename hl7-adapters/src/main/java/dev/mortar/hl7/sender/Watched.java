package dev.mortar.hl7.sender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is read from files and read again when they change. Whoever asks first after the interval
 * looks; the others get what is known, so nothing runs while nobody asks. What cannot be used
 * changes nothing: the last good state holds until the files are mended.
 */
public final class Watched<T> implements Supplier<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Watched.class);

  private final String what;
  private final Source<T> source;
  private final long interval;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile long looked = System.nanoTime();
  private volatile boolean broken;
  private Map<Path, Integer> seen;
  private volatile T value;

  /**
   * @param what for the log
   * @throws IllegalStateException if the files cannot be used now
   */
  public Watched(String what, Duration interval, Source<T> source) {
    this.what = what;
    this.source = source;
    this.interval = interval.toNanos();
    try {
      this.seen = fingerprints();
      this.value = source.load();
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new IllegalStateException(what + " cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public T get() {
    if (System.nanoTime() - looked > interval && looking.tryLock()) {
      try {
        look();
      } finally {
        looked = System.nanoTime();
        looking.unlock();
      }
    }
    return value;
  }

  /** Looks at once, whenever it was looked last. */
  public void refresh() {
    looking.lock();
    try {
      look();
    } finally {
      looking.unlock();
    }
  }

  /** Whether the files as they are now cannot be used. */
  public boolean broken() {
    return broken;
  }

  private void look() {
    try {
      Map<Path, Integer> now = fingerprints();
      if (now.equals(seen)) {
        return;
      }
      seen = now;
      value = source.load();
      broken = false;
      LOG.info("{} changed and now hold", what);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      broken = true;
      LOG.warn("{} cannot be used, the last good state holds: {}", what, e.getMessage());
    }
  }

  private Map<Path, Integer> fingerprints() throws IOException {
    Map<Path, Integer> prints = new HashMap<>();
    for (Path file : source.files()) {
      try {
        prints.put(file, Arrays.hashCode(Files.readAllBytes(file)));
      } catch (NoSuchFileException e) {
        prints.put(file, 0);
      }
    }
    return prints;
  }

  /** Which files, and what they mean together. */
  public interface Source<T> {
    Collection<Path> files() throws IOException;

    /**
     * @throws IllegalArgumentException if they cannot be used; its message names the file
     */
    T load() throws IOException;
  }
}
