package dev.mortar.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Guards the tail: what sets ugly code apart is the one method of 282 lines, not the average. */
final class SizeBudgetTest {
  private static final SourceSizes PRODUCT = SourceSizes.of(Tree.productFiles());
  private static final SourceSizes TESTS =
      SourceSizes.of(Tree.javaFiles().stream().filter(Tree::isTest).toList());

  @Test
  void noMethodHasMoreThan60Lines() {
    assertThat(PRODUCT.methods()).allMatch(method -> method.lines() <= 60);
    assertThat(TESTS.methods()).allMatch(method -> method.lines() <= 60);
  }

  @Test
  void nineteenOfTwentyMethodsHaveAtMost25Lines() {
    var lines = PRODUCT.methods().stream().map(SourceSizes.Method::lines).toList();
    assertThat(percentile95(lines)).isLessThanOrEqualTo(25);
  }

  @Test
  void aConstructorTakesAtMostSevenArguments() {
    assertThat(PRODUCT.methods())
        .filteredOn(SourceSizes.Method::constructor)
        .allMatch(constructor -> constructor.arguments() <= 7);
  }

  @Test
  void noFileHasMoreThan400Lines() {
    assertThat(Tree.javaFiles()).allMatch(file -> linesOf(file) <= 400);
  }

  @Test
  void nineteenOfTwentyFilesHaveAtMost250Lines() {
    var lines = Tree.productFiles().stream().map(SizeBudgetTest::linesOf).toList();
    assertThat(percentile95(lines)).isLessThanOrEqualTo(250);
  }

  /** The edges are listed with their reason, so that a new one is a decision and not a habit. */
  @Test
  void everythingIsCaughtOnlyAtTheListedEdges() {
    var listed = new TreeSet<String>();
    for (String line :
        Tree.text(Path.of("src/test/resources/catch-all-edges.txt")).lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        listed.add(line.substring(0, line.indexOf(' ')));
      }
    }
    var found = new TreeSet<String>();
    PRODUCT.catchAlls().forEach(edge -> found.add(edge.place()));
    assertThat(found).isEqualTo(listed);
  }

  private static int linesOf(Path file) {
    return (int) Tree.text(file).lines().count();
  }

  private static int percentile95(List<Integer> values) {
    if (values.isEmpty()) {
      return 0;
    }
    var sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
  }
}
