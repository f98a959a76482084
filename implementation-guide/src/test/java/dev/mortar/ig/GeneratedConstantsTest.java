package dev.mortar.ig;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.NamingSystem;
import org.junit.jupiter.api.Test;

class GeneratedConstantsTest {
  private final GuidePackage guide = new GuidePackage(FhirContext.forR4Cached());

  @Test
  void everyDefinitionHasAConstantAndEveryConstantADefinition() {
    Set<String> defined = new TreeSet<>(Set.of(Canonicals.BASE, Canonicals.VERSION));
    definitions(MetadataResource.class)
        .filter(definition -> !(definition instanceof NamingSystem))
        .map(MetadataResource::getUrl)
        .forEach(defined::add);
    definitions(NamingSystem.class)
        .map(system -> system.getUniqueIdFirstRep().getValue())
        .forEach(defined::add);
    assertThat(constants()).containsExactlyInAnyOrderElementsOf(defined);
  }

  @Test
  void everyCodeIsAnEnumConstantWithItsSystemAndDisplay() {
    var coded =
        Arrays.stream(Codes.class.getClasses())
            .flatMap(type -> Arrays.stream(type.getEnumConstants()))
            .map(Code.class::cast)
            .map(code -> code.system() + "|" + code.code() + " " + code.display());
    assertThat(coded).containsAll(definedCodes());
  }

  @Test
  void aListOfCodesOfSeveralSystemsKeepsTheSystemOfEach() {
    assertThat(Codes.Medium.SMSWRIT.system()).isEqualTo(Canonicals.CS_MEDIUM);
    assertThat(Codes.Medium.EMAILWRIT.system())
        .isEqualTo("http://terminology.hl7.org/CodeSystem/v3-ParticipationMode");
  }

  @Test
  void aCodeIsFoundByItsText() {
    assertThat(Codes.TaskCode.of("critical-lab")).contains(Codes.TaskCode.CRITICAL_LAB);
    assertThat(Codes.TaskCode.of("no-such-code")).isEmpty();
  }

  @Test
  void aCodeKnowsWhetherAConceptHoldsIt() {
    var concept = Codes.Role.MANAGER.concept();
    assertThat(Codes.Role.MANAGER.in(concept)).isTrue();
    assertThat(Codes.Role.ANALYST.in(concept)).isFalse();
  }

  private List<String> definedCodes() {
    return definitions(CodeSystem.class)
        .flatMap(
            system ->
                system.getConcept().stream()
                    .map(c -> system.getUrl() + "|" + c.getCode() + " " + c.getDisplay()))
        .toList();
  }

  private <T> Stream<T> definitions(Class<T> type) {
    return guide.conformance().stream().filter(type::isInstance).map(type::cast);
  }

  private static Set<String> constants() {
    var values = new TreeSet<String>();
    for (var field : Canonicals.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        values.add(valueOf(field));
      }
    }
    return values;
  }

  private static String valueOf(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
