package dev.mortar.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Words and forms that have no place in the tree. */
final class HabitsTest {
  private static final Set<String> TEXT =
      Set.of(
          "java", "ts", "tsx", "js", "mjs", "css", "html", "fsh", "sql", "sh", "xml", "yaml", "yml",
          "md", "json");

  /** Waiting by the clock makes tests slow or flaky and hides races; a condition can be polled. */
  @Test
  void nobodyWaitsByTheClock() {
    assertThat(
            linesWith(
                "java", Pattern.compile("\\bThread\\s*\\.\\s*sleep\\(|TimeUnit\\.\\w+\\.sleep\\(")))
        .isEmpty();
    assertThat(linesWith("ts", Pattern.compile("waitForTimeout\\("))).isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    var later = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    assertThat(linesWith("java,ts,tsx,fsh,sql,sh,md", later)).isEmpty();
  }

  @Test
  void everyTestRuns() {
    assertThat(linesWith("java", Pattern.compile("^\\s*@(Disabled|Ignore)\\b"))).isEmpty();
    assertThat(linesWith("ts,tsx", Pattern.compile("\\b(it|test|describe)\\.(only|skip)\\(")))
        .isEmpty();
  }

  @Test
  void neitherLombokNorMocksNorAuthorTags() {
    var foreign =
        Pattern.compile(
            "import (static )?(lombok|org\\.mockito|org\\.easymock)\\.|\\* @auth" + "or\\b");
    assertThat(linesWith("java", foreign)).isEmpty();
  }

  /** A lock file or script that names one machine or one registry works for one person only. */
  @Test
  void noPathOfAMachineAndNoRegistryHost() {
    var hosts = Pattern.compile("registry\\.np" + "mjs\\.org|repo1?\\.maven\\.(apache\\.)?org");
    var paths = Pattern.compile("(^|[\\s\"'=(])/(wo" + "rk|ro" + "ot|ho" + "me/\\w+)/");
    String all = String.join(",", TEXT);
    assertThat(linesWith(all, hosts)).isEmpty();
    assertThat(linesWith(all, paths)).isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    var folders = new TreeSet<Path>();
    Tree.productFiles().forEach(file -> folders.add(file.getParent()));
    assertThat(folders)
        .allSatisfy(
            folder -> {
              Path info = folder.resolve("package-info.java");
              assertThat(Files.exists(info)).as("%s", Tree.name(info)).isTrue();
              assertThat(Tree.text(info)).contains("@NullMarked");
            });
  }

  private static List<String> linesWith(String extensions, Pattern forbidden) {
    var wanted = Set.of(extensions.split(","));
    var found = new ArrayList<String>();
    try (Stream<Path> files = Tree.files(Tree.ROOT).stream()) {
      files
          .filter(file -> wanted.contains(extension(file)))
          .forEach(file -> collect(file, forbidden, found));
    }
    return found;
  }

  private static void collect(Path file, Pattern forbidden, List<String> found) {
    int number = 0;
    for (String line : Tree.text(file).split("\n", -1)) {
      number++;
      if (forbidden.matcher(line).find()) {
        found.add(Tree.name(file) + ":" + number + ": " + line.strip());
      }
    }
  }

  private static String extension(Path file) {
    String name = file.toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
