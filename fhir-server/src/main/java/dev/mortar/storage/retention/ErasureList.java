package dev.mortar.storage.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The list of erasures in a file of its own, because the one in the database is lost with the
 * database that a backup replaces. Hashes, no names.
 */
final class ErasureList {
  private static final String VERSION = "v1";
  private static final int PARTS = 5;

  private final Path file;

  ErasureList(Path file) {
    this.file = file;
  }

  /** Lines that nobody can read are passed over; the file is only ever added to. */
  synchronized List<Entry> entries() {
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().flatMap(line -> parse(line).stream()).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("The list of erasures cannot be read", e);
    }
  }

  /**
   * On disk when this returns. A line that a killed process has left half-written is not added to.
   */
  synchronized void add(Entry entry) {
    if (entries().stream().anyMatch(known -> known.id().equals(entry.id()))) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          (endsInALine() ? "" : "\n") + entry.line() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.DSYNC);
    } catch (IOException e) {
      throw new UncheckedIOException("The list of erasures cannot be written", e);
    }
  }

  private boolean endsInALine() throws IOException {
    String written = Files.exists(file) ? Files.readString(file) : "";
    return written.isEmpty() || written.endsWith("\n");
  }

  static Optional<Entry> parse(String line) {
    String[] parts = line.strip().split(" ", -1);
    if (parts.length != PARTS || !parts[0].equals(VERSION)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Entry(
              parts[1],
              Instant.parse(parts[2]),
              parts[3],
              new TreeSet<>(List.of(parts[4].split(",", -1)))));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * @param done what is newer than this is another person's, or the same person's who came back
   */
  record Entry(String id, Instant done, String salt, Set<String> hashes) {
    String line() {
      return String.join(" ", VERSION, id, done.toString(), salt, String.join(",", hashes));
    }
  }
}
