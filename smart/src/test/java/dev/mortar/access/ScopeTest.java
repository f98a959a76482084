package dev.mortar.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
  @ParameterizedTest
  @CsvSource({
    "patient/Observation.rs, patient/Observation.rs",
    "user/*.cruds, user/*.cruds",
    "system/Patient.c, system/Patient.c",
    "patient/Observation.read, patient/Observation.rs",
    "patient/Observation.write, patient/Observation.cud",
    "user/*.*, user/*.cruds",
    "patient/Observation.rs?category=laboratory, patient/Observation.rs?category=laboratory"
  })
  void aScopeIsReadAndWrittenInVersionTwo(String text, String versionTwo) {
    assertThat(Scope.parse(text)).hasValueSatisfying(s -> assertThat(s).hasToString(versionTwo));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patient/Observation.dus",
        "patient/Observation.sr",
        "patient/*.CRUDS",
        "patient/Observation.",
        "patient/Observation",
        "patient/observation.rs",
        "patients/Observation.rs",
        "patient/Observation.reads",
        "patient/Observation.rs?",
        "patient/Observation.rs%3Fcategory=x",
        "patient/Observation.rs?code:in=x",
        "patient/Observation.rs?subject.birthdate=2000",
        "patient/Observation.rs?category=a=b",
        "patient/Observation.rs?category=a&category=b",
        "patient/Observation.rs?category=a,",
        "patient/Observation.rs?category=a\\,b",
        "patient/Observation.rs patient/Patient.rs",
        "patient/Obser\nvation.rs",
        " patient/Observation.rs",
        ""
      })
  void whatIsNotWrittenByTheLetterIsNoScope(String text) {
    assertThat(Scope.parse(text)).isEmpty();
  }

  @Test
  void readInVersionOneIsReadAndSearchNotReadAndDelete() {
    assertThat(Scope.parse("patient/Patient.read").orElseThrow().verbs())
        .containsExactlyInAnyOrder(Verb.READ, Verb.SEARCH);
  }

  @Test
  void anyScopeSurvivesBeingWrittenAndReadAgain() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      Scope scope = randomScope(random);
      assertThat(Scope.parse(scope.toString())).contains(scope);
    }
  }

  @Test
  void coveringIsReflexiveAndTransitiveAndMeansPermittingAll() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      Scope a = randomScope(random);
      Scope b = randomScope(random);
      Scope c = randomScope(random);
      assertThat(a.covers(a)).isTrue();
      if (a.covers(b) && b.covers(c)) {
        assertThat(a.covers(c)).isTrue();
      }
      if (a.covers(b)) {
        for (Verb verb : Verb.values()) {
          assertThat(!b.permits("Task", verb) || a.permits("Task", verb)).isTrue();
        }
      }
    }
  }

  @Test
  void aWiderScopeCoversANarrowerOneButNeverTheReverse() {
    Scopes wide = Scopes.parse("openid user/*.cruds");
    assertThat(wide.cover(Scopes.parse("user/Patient.rs openid"))).isTrue();
    assertThat(Scopes.parse("user/Patient.rs").cover(wide)).isFalse();
    assertThat(wide.cover(Scopes.parse("system/Patient.rs"))).isFalse();
    assertThat(wide.cover(Scopes.parse("user/Patient.dus"))).isFalse();
    assertThat(wide.cover(Scopes.parse("fhirUser"))).isFalse();
  }

  private static Scope randomScope(Random random) {
    EnumSet<Verb> verbs = EnumSet.noneOf(Verb.class);
    while (verbs.isEmpty()) {
      for (Verb verb : Verb.values()) {
        if (random.nextBoolean()) {
          verbs.add(verb);
        }
      }
    }
    List<String> types = List.of("*", "Patient", "Task", "Observation");
    return new Scope(
        Scope.Context.values()[random.nextInt(3)],
        types.get(random.nextInt(types.size())),
        verbs,
        random.nextInt(4) == 0 ? List.of("category=laboratory") : List.of());
  }
}
