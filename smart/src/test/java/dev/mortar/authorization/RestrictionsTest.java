package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Scope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestrictionsTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "patient/Observation.rs, true",
    "patient/Observation.rs?category=laboratory, true",
    "patient/Condition.rs?category=http://terminology.hl7.org/CodeSystem/condition-category|problem-list-item, true",
    "patient/Observation.rs?status=final&category=laboratory, true",
    "patient/*.rs?category=laboratory, false",
    "patient/Observation.rs?subject=Patient/1, false",
    "patient/Observation.rs?date=2026, false",
    "patient/Observation.rs?colour=red, false",
    "patient/Spaceship.rs?category=x, false"
  })
  void onlyPlainCodesOfOneTypeCanBeKept(String scope, boolean enforceable) {
    assertThat(Restrictions.enforceable(Scope.parse(scope).orElseThrow())).isEqualTo(enforceable);
  }
}
