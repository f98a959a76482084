package dev.mortar.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the mapper makes is valid R4: structure, cardinality, invariants and required codes. */
final class ValidityTest {
  /** Codes of open elements are carried as they came; the validator knows no extension of R5. */
  private static final List<String> CARRIED =
      List.of("Unknown code", "is not in valueset", "(invalid Version '5.0')");

  private static final FhirValidator VALIDATOR = validator();

  @ParameterizedTest
  @MethodSource("stories")
  void everyResourceOfAStoryIsValid(Path story) throws IOException {
    RawMessage message = new RawMessage("1", Files.readAllBytes(story), Instant.EPOCH);

    Bundle bundle = Mapper.standard().map(message).bundle();

    assertThat(faults(bundle)).isEmpty();
  }

  static Stream<Path> stories() throws IOException {
    return GoldenPairsTest.messages();
  }

  static List<String> faults(Bundle bundle) {
    return bundle.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .flatMap(ValidityTest::faults)
        .toList();
  }

  private static Stream<String> faults(Resource resource) {
    return VALIDATOR.validateWithResult(resource).getMessages().stream()
        .filter(it -> it.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
        .filter(it -> CARRIED.stream().noneMatch(it.getMessage()::contains))
        .map(it -> it.getLocationString() + ": " + it.getMessage());
  }

  private static FhirValidator validator() {
    FhirContext context = FhirContext.forR4Cached();
    var unknown = new UnknownCodeSystemWarningValidationSupport(context);
    unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
    var chain =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(context),
            new CommonCodeSystemsTerminologyService(context),
            new InMemoryTerminologyServerValidationSupport(context),
            unknown);
    var instances = new FhirInstanceValidator(chain);
    instances.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
    instances.setAnyExtensionsAllowed(true);
    instances.setErrorForUnknownProfiles(false);
    return context.newValidator().registerValidatorModule(instances);
  }
}
