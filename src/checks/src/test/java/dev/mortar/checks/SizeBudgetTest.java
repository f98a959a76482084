package dev.mortar.checks;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
    var records = new TreeSet<String>();
    PRODUCT.rows().forEach(row -> records.add(row.place() + "#<init>"));
    assertThat(PRODUCT.methods())
        .filteredOn(method -> method.constructor() && !records.contains(method.place()))
        .allMatch(constructor -> constructor.arguments() <= 7);
  }

  /** A record's components are arguments as well; the wider ones are listed with their reason. */
  @Test
  void aRecordHasAtMostSevenComponentsOrIsListed() {
    var found = new TreeSet<String>();
    PRODUCT.rows().stream()
        .filter(row -> row.components() > 7)
        .forEach(row -> found.add(row.place()));
    assertThat(found).isEqualTo(listed("wide-records.txt"));
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
    var found = new TreeSet<String>();
    PRODUCT.catchAlls().forEach(edge -> found.add(edge.place()));
    assertThat(found).isEqualTo(listed("catch-all-edges.txt"));
  }

  private static Set<String> listed(String file) {
    return Tree.text(Path.of("src/test/resources", file))
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .collect(toCollection(TreeSet::new));
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
