package dev.mortar.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The checked-out tree, without what is built. */
final class Tree {
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  /** The modules whose code runs at the customer's. */
  static final List<String> PRODUCT =
      List.of(
          "implementation-guide", "mapping", "hl7-adapters", "engagement", "smart", "fhir-server");

  private static final Set<String> BUILT =
      Set.of(".git", "target", "node_modules", "dist", "build", "data", ".vite", ".idea");

  private Tree() {}

  /** Every file below {@code folder} that is kept in the repository. */
  static List<Path> files(Path folder) {
    var found = new ArrayList<Path>();
    var visitor =
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            boolean built = BUILT.contains(String.valueOf(dir.getFileName()));
            return built ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.add(file);
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(folder, visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(null);
    return found;
  }

  static List<Path> javaFiles() {
    return files(ROOT).stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  /** Java files of the product itself, without tests. */
  static List<Path> productFiles() {
    return PRODUCT.stream()
        .map(module -> ROOT.resolve(module).resolve("src/main/java"))
        .filter(Files::isDirectory)
        .flatMap(folder -> files(folder).stream())
        .filter(file -> file.toString().endsWith(".java"))
        .toList();
  }

  static boolean isTest(Path file) {
    return file.toString().contains("/src/test/");
  }

  /** The file's text; a byte that is no UTF-8 becomes a replacement character. */
  static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the file lies, for messages. */
  static String name(Path file) {
    return ROOT.relativize(file).toString();
  }
}
