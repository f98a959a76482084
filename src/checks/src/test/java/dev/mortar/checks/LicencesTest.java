package dev.mortar.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each library may be used for: those that the program brings along, and those that test it.
 * One whose licence is not known stops the build, as one that would bind the whole program does.
 */
class LicencesTest {
  private static final String FILE = "src/checks/src/test/resources/licences.csv";

  private final List<Rule> rules = rules();

  @Test
  void eachLibraryHasALicenceThatTheProgramMayLiveWith() throws IOException {
    List<Library> libraries = Library.onTheClassPath();
    var refused = new TreeSet<String>();
    for (Library library : libraries) {
      String name = library.name();
      List<String> licences = library.licences();
      if (!mayBeUsed(name, licences)) {
        refused.add(name + ": " + licences);
      }
    }
    assertThat(refused).isEmpty();
    assertThat(libraries).hasSizeGreaterThan(200);
  }

  @Test
  void noRuleIsLeftOver() throws IOException {
    var unused = new ArrayList<>(rules.stream().filter(Rule::isForOneLibrary).toList());
    for (Library library : Library.onTheClassPath()) {
      String name = library.name();
      unused.removeIf(rule -> rule.pattern().matcher(name).matches());
    }
    assertThat(unused).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "Apache License, Version 2.0 ! true",
        "GNU General Public License, version 3 ! false",
        "GNU Affero General Public License v3 ! false",
        "GPL ! false",
        "GNU General Public License, version 2 with the GNU Classpath Exception ! true",
        "Server Side Public License ! false",
        "Business Source License 1.1 ! false",
        "Our own licence ! false"
      })
  void whatWouldBindTheProgramAndWhatNobodyKnowsIsRefused(String licence, boolean may) {
    assertThat(mayBeUsed("org.example:library", List.of(licence))).isEqualTo(may);
  }

  @Test
  void ofTwoLicencesOneIsEnoughAndOfNoneNone() {
    assertThat(mayBeUsed("org.example:a", List.of("GPL", "Apache-2.0"))).isTrue();
    assertThat(mayBeUsed("org.example:a", List.of("GPL", "AGPL"))).isFalse();
    assertThat(mayBeUsed("org.example:a", List.of())).isFalse();
  }

  /** The holder offers each of them, and we take the one that suits. */
  private boolean mayBeUsed(String library, List<String> licences) {
    return verdict("@" + library).orElse(false)
        || licences.stream().anyMatch(licence -> verdict(licence).orElse(false));
  }

  /** Of the first rule that knows it. */
  private Optional<Boolean> verdict(String licence) {
    String text = licence.toLowerCase(Locale.ROOT).strip();
    return rules.stream()
        .filter(rule -> rule.isForOneLibrary() == text.startsWith("@"))
        .filter(
            rule ->
                rule.isForOneLibrary()
                    ? rule.pattern().matcher(text.substring(1)).matches()
                    : rule.pattern().matcher(text).find())
        .map(Rule::allowed)
        .findFirst();
  }

  private static List<Rule> rules() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (String line : Tree.text(Tree.ROOT.resolve(FILE)).lines().skip(1).toList()) {
      String[] columns = line.split(",", 3);
      rules.put(columns[0], Rule.of(columns[0], columns[1]));
    }
    return List.copyOf(rules.values());
  }

  /**
   * @param isForOneLibrary by its name, where its project file says nothing or not all
   */
  private record Rule(Pattern pattern, boolean isForOneLibrary, boolean allowed) {
    static Rule of(String text, String verdict) {
      boolean one = text.startsWith("@");
      return new Rule(Pattern.compile(one ? text.substring(1) : text), one, verdict.equals("yes"));
    }
  }
}
