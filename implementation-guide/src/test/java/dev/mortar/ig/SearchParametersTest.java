package dev.mortar.ig;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SearchParametersTest {
  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final GuidePackage guide = new GuidePackage(R4);
  private final IFhirPath path = R4.newFhirPath();
  private final List<Resource> shown =
      Stream.of(guide.examples(), samples(), List.<Resource>of(moved()))
          .flatMap(List::stream)
          .toList();

  @TestFactory
  Stream<DynamicTest> everyParameterFindsAValueInAnExample() {
    return parameters()
        .map(
            parameter ->
                DynamicTest.dynamicTest(
                    parameter.getId(), () -> assertThat(values(parameter)).isNotEmpty()));
  }

  @Test
  void noParameterHasTheNameOfOneThatR4Has() {
    assertThat(parameters())
        .allSatisfy(
            parameter ->
                assertThat(
                        R4.getResourceDefinition(parameter.getBase().getFirst().getValue())
                            .getSearchParam(parameter.getCode()))
                    .isNull());
  }

  private List<IBase> values(SearchParameter parameter) {
    var type = parameter.getBase().getFirst().getValue();
    return shown.stream()
        .filter(resource -> resource.fhirType().equals(type))
        .flatMap(
            resource -> path.evaluate(resource, parameter.getExpression(), IBase.class).stream())
        .toList();
  }

  /** R4's terminology and the validator know neither the R5 extension nor the newer code. */
  private static Appointment moved() {
    var appointment = new Appointment();
    appointment
        .addExtension()
        .setUrl("http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.replaces")
        .setValue(new Reference("Appointment/earlier"));
    appointment.addIdentifier().setValue("7").getType().addCoding().setCode("PGN");
    return appointment;
  }

  private Stream<SearchParameter> parameters() {
    return guide.conformance().stream()
        .filter(SearchParameter.class::isInstance)
        .map(SearchParameter.class::cast);
  }

  private List<Resource> samples() {
    return guide.samples(Instant.parse("2026-01-15T12:00:00Z")).stream()
        .flatMap(bundle -> bundle.getEntry().stream())
        .map(entry -> entry.getResource())
        .toList();
  }
}
