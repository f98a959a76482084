package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.Measure;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

/** A measure in CQL is evaluated over what is stored. */
@ServerTest
class MeasureIT {
  private static final String LIBRARY = "https://example.org/Library/Women";
  private static final String CQL =
      """
      library Women version '1.0.0'
      using FHIR version '4.0.1'
      context Patient
      define "Everybody": true
      define "Women": Patient.gender.value = 'female'
      """;

  private final TestServer server;
  private final FhirStore store;

  MeasureIT(TestServer server) {
    this.server = server;
    this.store = server.bean(FhirStore.class);
  }

  @Test
  void aProportionIsCounted() {
    store.save(library());
    store.save(measure());
    assertThat(numerator(patient(AdministrativeGender.FEMALE))).isEqualTo(1);
    assertThat(numerator(patient(AdministrativeGender.MALE))).isZero();
  }

  private int numerator(String patient) {
    var answer =
        server.get(
            "/fhir/Measure/women/$evaluate-measure?periodStart=2026-01-01&periodEnd=2026-12-31"
                + "&reportType=subject&subject=Patient/"
                + patient);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var report = server.parse(MeasureReport.class, answer.body());
    return report.getGroupFirstRep().getPopulation().stream()
        .filter(
            population -> population.getCode().getCodingFirstRep().getCode().equals("numerator"))
        .findFirst()
        .orElseThrow()
        .getCount();
  }

  private String patient(AdministrativeGender gender) {
    return store.save(new Patient().setGender(gender)).getIdPart();
  }

  private static Library library() {
    var library = new Library().setUrl(LIBRARY).setVersion("1.0.0").setName("Women");
    library.setStatus(PublicationStatus.ACTIVE).setId("women");
    library.setType(coded("http://terminology.hl7.org/CodeSystem/library-type", "logic-library"));
    library.addContent().setContentType("text/cql").setData(CQL.getBytes(StandardCharsets.UTF_8));
    return library;
  }

  private static Measure measure() {
    var measure = new Measure().setUrl("https://example.org/Measure/women").addLibrary(LIBRARY);
    measure.setStatus(PublicationStatus.ACTIVE).setId("women");
    measure.setScoring(
        coded("http://terminology.hl7.org/CodeSystem/measure-scoring", "proportion"));
    var group = measure.addGroup();
    population(group, "initial-population", "Everybody");
    population(group, "denominator", "Everybody");
    population(group, "numerator", "Women");
    return measure;
  }

  private static void population(
      Measure.MeasureGroupComponent group, String code, String expression) {
    group
        .addPopulation()
        .setCode(coded("http://terminology.hl7.org/CodeSystem/measure-population", code))
        .setCriteria(new Expression().setLanguage("text/cql-identifier").setExpression(expression))
        .setId(code);
  }

  private static CodeableConcept coded(String system, String code) {
    return new CodeableConcept(new Coding(system, code, null));
  }
}
