package dev.mortar.checks;

import java.nio.file.Files;

/** Tests as the pages of the site name them. */
final class NamedTests {
  private NamedTests() {}

  /** Either {@code ClassTest}, {@code ClassTest#method} or the path of a file. */
  static boolean exists(String test) {
    if (test.contains("/")) {
      return Files.exists(Tree.ROOT.resolve(test));
    }
    int hash = test.indexOf('#');
    String type = hash < 0 ? test : test.substring(0, hash);
    String method = hash < 0 ? "" : test.substring(hash + 1);
    return Tree.javaFiles().stream()
        .filter(file -> file.getFileName().toString().equals(type + ".java"))
        .anyMatch(file -> method.isEmpty() || Tree.text(file).contains(" " + method + "("));
  }
}
