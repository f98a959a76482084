package dev.mortar.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The register of attacks has every row, and names only tests that exist. */
final class AttacksPageTest {
  private static final int CASES = 114;
  private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\| (.+) \\| (.+) \\|$");
  private static final Pattern NAMED = Pattern.compile("`([^`]+)`");

  private final List<Matcher> rows =
      Tree.text(Tree.ROOT.resolve("src/site/attacks.md"))
          .lines()
          .map(ROW::matcher)
          .filter(Matcher::matches)
          .toList();

  @Test
  void everyCaseHasItsRow() {
    assertThat(rows.stream().map(row -> Integer.parseInt(row.group(1))))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, CASES).boxed().toList());
  }

  @Test
  void everyRowNamesATestThatExistsOrSaysThatThereIsNone() {
    var missing = new ArrayList<String>();
    for (Matcher row : rows) {
      List<String> tests =
          NAMED.matcher(row.group(3)).results().map(found -> found.group(1)).toList();
      if (tests.isEmpty() && !row.group(3).equals("not yet")) {
        missing.add(row.group(1) + " names nothing");
      }
      tests.stream()
          .filter(test -> !NamedTests.exists(test))
          .forEach(test -> missing.add(row.group(1) + " " + test));
    }
    assertThat(missing).isEmpty();
  }
}
