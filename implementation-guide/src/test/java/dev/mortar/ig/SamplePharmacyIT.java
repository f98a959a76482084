package dev.mortar.ig;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SamplePharmacyIT {
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final GuideValidator VALIDATOR = GuideValidator.OF_GUIDE;
  private static final Instant SUMMER = Instant.parse("2027-07-04T15:00:00Z");

  private final GuidePackage guide = new GuidePackage(R4);

  @TestFactory
  Stream<DynamicTest> everySampleIsValid() {
    return resources().map(SamplePharmacyIT::valid);
  }

  @Test
  void theStaffHasAllFiveRoles() {
    var roles =
        samples(PractitionerRole.class)
            .map(role -> role.getCodeFirstRep().getCodingFirstRep().getCode());
    assertThat(roles)
        .contains("manager", "senior-pharmacist", "staff-pharmacist", "technician", "admin-staff");
  }

  @Test
  void fiftyPatientsHaveMedicalRecordNumbersOfTheirOwn() {
    var numbers = samples(Patient.class).map(patient -> patient.getIdentifierFirstRep().getValue());
    assertThat(numbers).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void noReferenceLeadsToWhatIsNotStoredBefore() {
    Set<String> stored = new HashSet<>();
    for (Bundle bundle : guide.samples(SUMMER)) {
      bundle.getEntry().forEach(entry -> stored.add(entry.getRequest().getUrl()));
      assertThat(references(bundle)).isSubsetOf(stored);
    }
  }

  @Test
  void appointmentsLieAroundTheMomentOfLoading() {
    assertThat(starts(AppointmentStatus.BOOKED))
        .isNotEmpty()
        .allSatisfy(start -> assertThat(start).isAfter(SUMMER));
    assertThat(starts(AppointmentStatus.FULFILLED))
        .isNotEmpty()
        .allSatisfy(start -> assertThat(start).isBefore(SUMMER));
  }

  @Test
  void aMoveIntoSummerKeepsTheHourOfTheClock() {
    assertThat(samples(Appointment.class).map(visit -> visit.getStartElement().getValueAsString()))
        .allSatisfy(start -> assertThat(start).matches("2027-0.-..T1[0-5]:.*-04:00"));
  }

  @Test
  void birthdaysStay() {
    var born =
        samples(Patient.class).map(patient -> patient.getBirthDateElement().getValueAsString());
    var later = guide.samples(Instant.parse("2031-01-15T12:00:00Z"));
    assertThat(resources(later).filter(Patient.class::isInstance).map(Patient.class::cast))
        .extracting(patient -> patient.getBirthDateElement().getValueAsString())
        .containsExactlyElementsOf(born.toList());
  }

  @Test
  void nobodyIsBookedTwice() {
    var places =
        samples(Appointment.class)
            .map(
                visit ->
                    visit.getParticipant().get(1).getActor().getReference() + visit.getStart());
    assertThat(places).doesNotHaveDuplicates();
  }

  @Test
  void theFactorsOfEveryTaskAddUpToItsScore() {
    assertThat(samples(Task.class)).isNotEmpty().allSatisfy(SamplePharmacyIT::addsUp);
  }

  @Test
  void theSampleIsTheSameEveryTime() {
    assertThat(encoded()).isEqualTo(encoded());
  }

  private List<String> encoded() {
    var parser = R4.newJsonParser();
    return guide.samples(SUMMER).stream().map(parser::encodeResourceToString).toList();
  }

  private static void addsUp(Task task) {
    var score = task.getExtensionByUrl(Canonicals.EXT_PRIORITY_SCORE);
    var sum =
        score.getExtensionsByUrl("factor").stream()
            .map(factor -> decimal(factor.getExtensionByUrl("points")))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum).isEqualByComparingTo(decimal(score.getExtensionByUrl("score")));
  }

  private static BigDecimal decimal(Extension extension) {
    return ((DecimalType) extension.getValue()).getValue();
  }

  private Stream<Instant> starts(AppointmentStatus status) {
    return samples(Appointment.class)
        .filter(visit -> visit.getStatus() == status)
        .map(visit -> visit.getStart().toInstant());
  }

  private static Stream<String> references(Bundle bundle) {
    return R4.newTerser().getAllResourceReferences(bundle).stream()
        .map(info -> info.getResourceReference().getReferenceElement().getValue())
        .filter(reference -> reference != null && !reference.isEmpty());
  }

  private static DynamicTest valid(Resource resource) {
    return DynamicTest.dynamicTest(
        resource.getIdElement().getValue(), () -> assertThat(VALIDATOR.errors(resource)).isEmpty());
  }

  private <T extends Resource> Stream<T> samples(Class<T> type) {
    return resources().filter(type::isInstance).map(type::cast);
  }

  private Stream<Resource> resources() {
    return resources(guide.samples(SUMMER));
  }

  private static Stream<Resource> resources(List<Bundle> bundles) {
    return bundles.stream()
        .flatMap(bundle -> bundle.getEntry().stream())
        .map(Bundle.BundleEntryComponent::getResource);
  }
}
