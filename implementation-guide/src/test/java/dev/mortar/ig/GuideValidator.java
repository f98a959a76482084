package dev.mortar.ig;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.ValidationOptions;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;

/** The HAPI validator with the guide and nothing from the network. */
final class GuideValidator {

  /** Shared, because making the snapshots takes longer than most judgements. */
  static final GuideValidator OF_GUIDE = new GuideValidator(FhirContext.forR4Cached(), List.of());

  private final FhirValidator validator;
  private final ValidationSupportChain chain;
  private final PrePopulatedValidationSupport definitions;

  GuideValidator(FhirContext context, List<? extends Resource> more) {
    definitions = new PrePopulatedValidationSupport(context);
    new GuidePackage(context).conformance().forEach(definitions::addResource);
    more.forEach(definitions::addResource);
    var unknown = new UnknownCodeSystemWarningValidationSupport(context);
    unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
    chain =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(context),
            definitions,
            new SnapshotGeneratingValidationSupport(context),
            new CommonCodeSystemsTerminologyService(context),
            new InMemoryTerminologyServerValidationSupport(context),
            unknown);
    var instances = new FhirInstanceValidator(chain);
    instances.setErrorForUnknownProfiles(true);
    instances.setAnyExtensionsAllowed(false);
    validator = context.newValidator().registerValidatorModule(instances);
  }

  /** The errors against the profiles that the resource names itself, and those given. */
  List<String> errors(Resource resource, String... profiles) {
    var options = new ValidationOptions();
    List.of(profiles).forEach(options::addProfile);
    return validator.validateWithResult(resource, options).getMessages().stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .map(message -> message.getLocationString() + ": " + message.getMessage())
        .toList();
  }

  /** Every profile and extension of the guide with the snapshot that follows from its base. */
  List<StructureDefinition> snapshots() {
    var generator = new SnapshotGeneratingValidationSupport(chain.getFhirContext());
    return definitions.fetchAllNonBaseStructureDefinitions().stream()
        .map(StructureDefinition.class::cast)
        .map(definition -> snapshot(generator, definition))
        .toList();
  }

  private StructureDefinition snapshot(
      SnapshotGeneratingValidationSupport generator, StructureDefinition definition) {
    var made =
        generator.generateSnapshot(
            new ValidationSupportContext(chain), definition.copy(), definition.getUrl(), null, "");
    return (StructureDefinition) made;
  }
}
