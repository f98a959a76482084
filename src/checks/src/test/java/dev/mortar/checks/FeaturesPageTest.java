package dev.mortar.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of features claims nothing that no test shows. */
final class FeaturesPageTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| ([A-Z]{3,4}-\\d{2}\\S*) \\|(.*)\\|(.*)\\|$");
  private static final Pattern NAMED = Pattern.compile("`([^`]+)`");

  @Test
  void everyFeatureNamesATestThatExists() {
    var missing = new ArrayList<String>();
    int rows = 0;
    for (String line : Tree.text(Tree.ROOT.resolve("src/site/features.md")).lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows++;
        missing.addAll(missing(row.group(1), row.group(3)));
      }
    }
    assertThat(missing).isEmpty();
    assertThat(rows).isPositive();
  }

  private static List<String> missing(String feature, String tests) {
    var missing = new ArrayList<String>();
    Matcher named = NAMED.matcher(tests);
    boolean any = false;
    while (named.find()) {
      any = true;
      if (!NamedTests.exists(named.group(1))) {
        missing.add(feature + ": " + named.group(1));
      }
    }
    if (!any) {
      missing.add(feature + ": names no test");
    }
    return missing;
  }
}
