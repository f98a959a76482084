package dev.mortar.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.DisposableBean;

/**
 * The folder of the full-text index, and a file in it that says whether the index is open. Whoever
 * finds it open at a start knows that the last second of the last run may be missing.
 */
final class FullTextIndex implements DisposableBean {
  private static final String OPEN = "open";
  private static final String CLOSED = "closed";

  private final Path folder;
  private final boolean broken;
  private volatile Optional<Instant> missingSince;

  private FullTextIndex(Path folder, boolean broken, Optional<Instant> missingSince) {
    this.folder = folder;
    this.broken = broken;
    this.missingSince = missingSince;
  }

  static FullTextIndex open(Path folder) {
    try {
      Files.createDirectories(folder);
      Path state = state(folder);
      List<String> lines = Files.exists(state) ? Files.readAllLines(state) : List.of(CLOSED);
      Optional<Instant> since =
          lines.size() > 1 ? Optional.of(Instant.parse(lines.get(1))) : none();
      var index =
          new FullTextIndex(folder, !lines.getFirst().equals(CLOSED) || since.isPresent(), since);
      index.write(OPEN);
      return index;
    } catch (IOException e) {
      throw new UncheckedIOException("The full-text index cannot be opened", e);
    }
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }

  Path folder() {
    return folder;
  }

  /** Whether the last run ended without closing the index, or before it was whole again. */
  boolean broken() {
    return broken;
  }

  /** Since when changes may be missing, if a run before this one has noted it and did not end. */
  Optional<Instant> missingSince() {
    return missingSince;
  }

  /** Notes it on disk, for the next start if this run ends before all is indexed again. */
  void misses(Instant since) throws IOException {
    missingSince = Optional.of(since);
    write(OPEN);
  }

  void whole() throws IOException {
    missingSince = Optional.empty();
    write(OPEN);
  }

  /** Called after the index itself was closed, which writes all that it holds. */
  @Override
  public void destroy() throws IOException {
    write(CLOSED);
  }

  private static Path state(Path folder) {
    return folder.resolve("state");
  }

  /** On disk before the first change, or a crash of the machine could hide that there was one. */
  private synchronized void write(String word) throws IOException {
    Files.writeString(
        state(folder),
        word + missingSince.map(since -> "\n" + since).orElse(""),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.DSYNC);
  }
}
