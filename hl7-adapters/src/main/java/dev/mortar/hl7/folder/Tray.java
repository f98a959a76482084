package dev.mortar.hl7.folder;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders: files are dropped into the root, taken into {@code .work}, and end in {@code done}
 * or {@code refused}; {@code acks} holds the answer to each. A file is always in one place.
 */
record Tray(Path root) {
  Path work() {
    return root.resolve(".work");
  }

  void prepare() throws IOException {
    for (String name : List.of(".work", "done", "refused", "acks")) {
      Files.createDirectories(root.resolve(name));
    }
  }

  /** What others have dropped, but for what they are still writing under another name. */
  List<Path> dropped() throws IOException {
    return files(root).stream().filter(file -> !isUnfinished(name(file))).toList();
  }

  /** What was taken and is not done: after a crash it is found here. */
  List<Path> taken() throws IOException {
    return files(work());
  }

  /** A move within a file system happens or does not, so that no two of us have the file. */
  void take(Path file) throws IOException {
    Path to = work().resolve(name(file));
    if (!Files.exists(to)) {
      Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  void answer(Path file, byte[] answer) throws IOException {
    Path draft = Files.createTempFile(work(), ".answer", ".draft");
    Files.write(draft, answer);
    Path to = root.resolve("acks").resolve(name(file) + ".ack");
    Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Puts a file away under its name, or that name with a number if there was one like it.
   *
   * @param folder {@code done} or {@code refused}
   */
  void putAway(Path file, String folder) throws IOException {
    Path to = root.resolve(folder).resolve(name(file));
    int number = 1;
    while (true) {
      try {
        Files.move(file, to);
        return;
      } catch (FileAlreadyExistsException e) {
        to = root.resolve(folder).resolve(name(file) + "." + number++);
      }
    }
  }

  private static boolean isUnfinished(String name) {
    return name.endsWith(".tmp") || name.endsWith(".part");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !name(file).startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
