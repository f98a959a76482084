package dev.mortar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.FhirPathExecutionException;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
  private final Expressions expressions = new Expressions(FhirContext.forR4Cached());
  private final Patient patient = new Patient();

  ExpressionsTest() {
    patient.addName().setFamily("Test").addGiven("Anna").addGiven("Berta");
  }

  @Test
  void anExpressionFindsWithConstants() {
    var constants = Map.of("wanted", List.<Base>of());
    assertThat(expressions.text(patient, "name.given.where($this = 'Berta')", constants))
        .contains("Berta");
    assertThat(expressions.holds(patient, "%wanted.exists()", constants)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')",
        "name.family.replaceMatches('(x+x+)+y', 'z')",
        "name.where(family.`matches`('(a|a)*b')).exists()",
        "iif(true, name.matches /* so */ ('(a+)+'), 1)",
        "1.repeat($this + 1)",
        "(1 | 2).aggregate($this + $total)",
        "name.where(given.where('x'.matches('x')).exists() and true).family",
        "Patient.managingOrganization.resolve()"
      })
  void patternsLoopsAndReferencesAreRefused(String expression) {
    refuses(expression);
  }

  @Test
  void whatMultipliesWithoutEndIsRefused() {
    refuses("name" + ".select($this.combine($this))".repeat(30));
    refuses("name.family" + ".select($this & $this)".repeat(40));
    refuses("Patient" + ".descendants()".repeat(6));
    refuses("'a'" + ".replace('a', 'aaaaaaaaaa')".repeat(20));
    refuses("name" + ".where(%resource.name".repeat(9) + ".exists()" + ")".repeat(9));
    refuses("name.given = '" + "a".repeat(2_000) + "'");
  }

  @Test
  void whatIsWithinBoundsIsJudgedOnceAndThenRuns() {
    for (int i = 0; i < 2; i++) {
      assertThat(
              expressions.text(
                  patient, "name.select(given.first() & ' ' & family).first()", Map.of()))
          .contains("Anna Test");
      assertThat(expressions.holds(patient, "descendants().exists($this is string)", Map.of()))
          .isTrue();
    }
    assertThat(expressions.first(new StringType("x"), "$this", Map.of())).isPresent();
  }

  private void refuses(String expression) {
    assertThatThrownBy(() -> expressions.all(patient, expression, Map.of()))
        .isInstanceOf(FhirPathExecutionException.class)
        .hasMessageContaining("refused");
  }
}
