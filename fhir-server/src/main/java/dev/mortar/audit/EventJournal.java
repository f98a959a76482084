package dev.mortar.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps events in files until they are stored. Every event is handed to the operating system before
 * its request is answered, so it survives the death of this process; it is one line of JSON. The
 * files of a process that died are taken over by the next.
 */
final class EventJournal {
  private static final String SUFFIX = ".ndjson";
  private static final String UNREADABLE = ".unreadable";

  private final Path folder;
  private final int most;
  private final Deque<Segment> full = new ArrayDeque<>();
  private final List<Entry> current = new ArrayList<>();
  private Path file;
  private FileChannel channel;

  /**
   * @param most so many events wait at most; then whoever brings another waits, too
   */
  EventJournal(Path folder, int most) {
    this.folder = folder;
    this.most = most;
    try {
      Files.createDirectories(folder);
      leftBehind().forEach(full::add);
      file = folder.resolve(UUID.randomUUID() + SUFFIX);
      channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("The journal of audit events cannot be opened", e);
    }
  }

  private List<Segment> leftBehind() throws IOException {
    List<Segment> left = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path old : files.filter(one -> one.toString().endsWith(SUFFIX)).sorted().toList()) {
        List<Entry> events = whole(Files.readString(old)).stream().map(Entry::new).toList();
        if (events.isEmpty()) {
          // Whoever dies while nothing waits leaves an empty file, and nobody would be done with
          // it.
          Files.delete(old);
        } else {
          left.add(new Segment(old, events));
        }
      }
    }
    return left;
  }

  /** The line that a dying process has not finished was never promised to anybody. */
  private static List<String> whole(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /**
   * @throws InterruptedException if the caller is told to stop waiting
   */
  synchronized void append(NotedEvent event) throws InterruptedException {
    while (current.size() >= most) {
      wait();
    }
    ByteBuffer bytes = ByteBuffer.wrap((event.json() + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The journal of audit events cannot be written", e);
    }
    current.add(new Entry(event.json(), event));
  }

  /** The oldest events that wait, and the same again until they are {@link #done}. */
  synchronized Segment oldest() {
    if (full.isEmpty() && !current.isEmpty()) {
      turn();
    }
    Segment next = full.peek();
    return next == null ? new Segment(file, List.of()) : next;
  }

  private void turn() {
    try {
      Path next = folder.resolve(UUID.randomUUID() + SUFFIX);
      FileChannel opened =
          FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      channel.close();
      full.add(new Segment(file, List.copyOf(current)));
      current.clear();
      file = next;
      channel = opened;
      notifyAll();
    } catch (IOException e) {
      throw new UncheckedIOException("The journal of audit events cannot be turned", e);
    }
  }

  /** They are stored elsewhere. */
  synchronized void done(Segment segment) {
    try {
      Files.deleteIfExists(segment.file());
      full.remove(segment);
    } catch (IOException e) {
      throw new UncheckedIOException("A part of the journal cannot be deleted", e);
    }
  }

  /**
   * Keeps lines that are no events for a person to look at, where no start takes them up again.
   *
   * @return the file that holds them
   */
  Path putAside(Segment segment, List<String> lines) {
    String name = segment.file().getFileName().toString().replace(SUFFIX, UNREADABLE);
    try {
      return Files.write(
          folder.resolve(name),
          lines,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.DSYNC);
    } catch (IOException e) {
      throw new UncheckedIOException("Unreadable lines of the journal cannot be put aside", e);
    }
  }

  synchronized void close() {
    try {
      channel.close();
      if (current.isEmpty()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The journal of audit events cannot be closed", e);
    }
  }

  /** A file and its lines. */
  record Segment(Path file, List<Entry> events) {}

  /**
   * A line of a file.
   *
   * @param event what it was made of, if that was in this process
   */
  record Entry(String line, @Nullable NotedEvent event) {
    Entry(String line) {
      this(line, null);
    }
  }
}
