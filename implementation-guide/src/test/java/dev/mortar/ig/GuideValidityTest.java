package dev.mortar.ig;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GuideValidityTest {
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final GuideValidator VALIDATOR = GuideValidator.OF_GUIDE;

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

  @Test
  void everyExtensionIsShownInAnExample() {
    var parser = R4.newJsonParser();
    var text = guide.examples().stream().map(parser::encodeResourceToString).toList().toString();
    assertThat(definitions().filter(definition -> definition.getType().equals("Extension")))
        .isNotEmpty()
        .allSatisfy(extension -> assertThat(text).contains("\"" + extension.getUrl() + "\""));
  }

  @Test
  void theCapabilityStatementNamesEveryProfileParameterAndOperation() {
    var text = R4.newJsonParser().encodeResourceToString(capabilities());
    assertThat(promised())
        .isNotEmpty()
        .allSatisfy(url -> assertThat(text).contains("\"" + url + "\""));
  }

  @Test
  void aTaskThatBreaksItsProfileIsNoticed() {
    var task = new Task().setStatus(TaskStatus.COMPLETED).setIntent(TaskIntent.ORDER);
    task.setCode(Codes.TaskCode.CRITICAL_LAB.concept()).setAuthoredOn(new Date(0));
    task.getMeta().addProfile(Canonicals.PROFILE_FOLLOWUP_TASK);
    task.addExtension(Canonicals.EXT_NO_SHOW_RISK, new DecimalType(1));
    assertThat(VALIDATOR.errors(task))
        .anyMatch(error -> error.contains("Task.priority"))
        .anyMatch(error -> error.contains("pe-completed-task"))
        .anyMatch(error -> error.contains("pe-no-show-risk"));
  }

  private Resource capabilities() {
    return guide.conformance().stream()
        .filter(CapabilityStatement.class::isInstance)
        .findFirst()
        .orElseThrow();
  }

  private List<String> promised() {
    var callable =
        guide.conformance().stream()
            .filter(it -> it instanceof SearchParameter || it instanceof OperationDefinition)
            .map(it -> ((MetadataResource) it).getUrl());
    return Stream.concat(callable, profiles().stream()).toList();
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
