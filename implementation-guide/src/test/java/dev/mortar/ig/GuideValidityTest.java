package dev.mortar.ig;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GuideValidityTest {
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final GuideValidator VALIDATOR = new GuideValidator(R4, List.of());

  private final GuidePackage guide = new GuidePackage(R4);

  /** The validator asks a registry for the core package when it judges a profile as a resource. */
  @TestFactory
  Stream<DynamicTest> everyDefinitionButTheProfilesIsValid() {
    return valid(
        guide.conformance().stream()
            .filter(resource -> !(resource instanceof StructureDefinition)));
  }

  @Test
  void everyProfileAndExtensionFitsWhatItDerivesFrom() {
    assertThat(VALIDATOR.snapshots())
        .allSatisfy(made -> assertThat(made.getSnapshot().getElement()).isNotEmpty())
        .hasSameSizeAs(definitions().toList());
  }

  @TestFactory
  Stream<DynamicTest> everyExampleIsValid() {
    return valid(guide.examples().stream());
  }

  @TestFactory
  Stream<DynamicTest> everyDefaultIsValid() {
    return valid(guide.defaults().stream());
  }

  @Test
  void everyProfileHasAnExample() {
    Set<String> shown = new TreeSet<>();
    guide.examples().stream()
        .flatMap(example -> example.getMeta().getProfile().stream())
        .map(CanonicalType::getValue)
        .forEach(shown::add);
    assertThat(shown).containsAll(profiles());
  }

  private List<String> profiles() {
    return definitions()
        .filter(definition -> !definition.getType().equals("Extension"))
        .map(StructureDefinition::getUrl)
        .toList();
  }

  private Stream<StructureDefinition> definitions() {
    return guide.conformance().stream()
        .filter(StructureDefinition.class::isInstance)
        .map(StructureDefinition.class::cast);
  }

  private static Stream<DynamicTest> valid(Stream<Resource> resources) {
    return resources.map(
        resource ->
            DynamicTest.dynamicTest(
                resource.getIdElement().getValue(),
                () -> assertThat(VALIDATOR.errors(resource)).isEmpty()));
  }
}
