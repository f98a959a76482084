package dev.mortar.ig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** US Core is on no registry that a build may ask, so its package must lie beside the checkout. */
class UsCoreTest {
  private static final Path PACKAGE =
      Path.of("..", "..", "shared", "packages", "us-core-6.1.0.tgz");
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final int EACH = 5;
  private static final Map<String, String> PROFILES =
      Map.of(
          "Patient", "us-core-patient",
          "Observation", "us-core-observation-lab",
          "Condition", "us-core-condition-problems-health-concerns",
          "MedicationRequest", "us-core-medicationrequest",
          "MedicationDispense", "us-core-medicationdispense",
          "Encounter", "us-core-encounter",
          "Organization", "us-core-organization",
          "Location", "us-core-location",
          "Practitioner", "us-core-practitioner",
          "PractitionerRole", "us-core-practitionerrole");

  @TestFactory
  Stream<DynamicTest> samplesKeepUsCore() throws IOException {
    assumeTrue(Files.exists(PACKAGE), "Skipped: there is no US Core package at " + PACKAGE);
    var validator = new GuideValidator(R4, definitions());
    return PROFILES.entrySet().stream()
        .flatMap(
            row -> samples(row.getKey()).map(sample -> keeps(validator, sample, row.getValue())));
  }

  private static DynamicTest keeps(GuideValidator validator, Resource sample, String profile) {
    var url = "http://hl7.org/fhir/us/core/StructureDefinition/" + profile;
    return DynamicTest.dynamicTest(
        sample.getIdElement().getValue() + " keeps " + profile,
        () -> assertThat(validator.errors(sample, url)).isEmpty());
  }

  private static Stream<Resource> samples(String type) {
    return new GuidePackage(R4)
        .samples(Instant.parse("2026-01-15T12:00:00Z")).stream()
            .flatMap(bundle -> bundle.getEntry().stream())
            .map(Bundle.BundleEntryComponent::getResource)
            .filter(resource -> resource.fhirType().equals(type))
            .limit(type.equals("Patient") ? Long.MAX_VALUE : EACH);
  }

  private static List<Resource> definitions() throws IOException {
    try (var in = Files.newInputStream(PACKAGE)) {
      var core = NpmPackage.fromPackage(in);
      return core.listResources("StructureDefinition", "ValueSet", "CodeSystem").stream()
          .map(name -> parse(core, name))
          .toList();
    }
  }

  private static Resource parse(NpmPackage core, String name) {
    try (var json = core.loadResource(name)) {
      return (Resource) R4.newJsonParser().parseResource(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
