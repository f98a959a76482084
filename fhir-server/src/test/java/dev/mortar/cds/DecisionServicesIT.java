package dev.mortar.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestLicence;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationDispense.MedicationDispenseStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An EHR asks our decision services, with a real key, about patients of real messages. */
@ServerTest
class DecisionServicesIT {
  private final TestServer server;
  private final TestEhr ehr;
  private final TestCharts charts;
  private final String there = "ehr-" + UUID.randomUUID();

  DecisionServicesIT(TestServer server) {
    this.server = server;
    this.ehr = new TestEhr(server);
    this.charts = new TestCharts(server);
  }

  @AfterEach
  void close() {
    ehr.close();
  }

  @Test
  void aCriticalResultIsACardWhenTheChartIsOpened() throws Exception {
    charts.hear("lab-critical-potassium/1", "100234");
    Task task = charts.task("critical-lab");
    charts.task("abnormal-lab");
    JsonNode cards = ehr.cards(TestEhr.SERVICE, TestEhr.patientView(there, charts.mrn));
    assertThat(cards).hasSize(2);
    JsonNode card = cards.get(0);
    assertThat(card.get("summary").asText())
        .startsWith("Critical laboratory result: Potassium")
        .contains("6.8 mmol/L")
        .hasSizeLessThan(140);
    assertThat(card.get("indicator").asText()).isEqualTo("critical");
    assertThat(card.get("detail").asText())
        .contains("Reasons:")
        .contains("points)")
        .contains("Due 20")
        .contains("Note: No haemolysis. Called to the ward at 09:28.");
    assertThat(card.at("/source/label").asText()).isEqualTo("Mortar");
    assertThat(card.at("/source/topic/code").asText()).isEqualTo("critical-lab");
    assertThat(card.at("/links/0/type").asText()).isEqualTo("smart");
    assertThat(card.at("/links/0/url").asText()).isEqualTo(server.root() + "/ehr/launch");
    TestEhr.noneEmpty(cards);
    assertThat(cards.toString()).doesNotContain("dóttir").doesNotContain(charts.mrn);
    String uuid = card.get("uuid").asText();
    String patient = charts.patient();
    charts.audited(
        "an event that names patient, task and card",
        event ->
            event.getAgentFirstRep().getAltId().equals(ehr.issuer())
                && TestCharts.names(event, "Patient/" + patient)
                && TestCharts.names(event, "Task/" + task.getIdElement().getIdPart())
                && TestCharts.told(event, "card", uuid));
    assertThat(server.get("/fhir/Patient/" + patient + "/$disclosures").body())
        .contains(ehr.issuer())
        .contains("Task/" + task.getIdElement().getIdPart());
  }

  @Test
  void aMissedAppointmentAndALateRefillAreCards() throws Exception {
    charts.hear("appointment-no-show/1", "100234");
    charts.hear("appointment-no-show/2", "100234");
    charts.task("missed-appointment");
    var dispense = new MedicationDispense().setStatus(MedicationDispenseStatus.COMPLETED);
    dispense.getMedicationCodeableConcept().setText("Test tablets");
    dispense.setSubject(new Reference("Patient/" + charts.patient()));
    dispense.setWhenHandedOver(Date.from(Instant.now().minus(Duration.ofDays(40))));
    dispense.setDaysSupply(new Quantity().setValue(30));
    server.client().create().resource(dispense).execute();
    charts.task("late-refill");
    JsonNode cards = ehr.cards(TestEhr.SERVICE, TestEhr.patientView(there, charts.mrn));
    assertThat(cards.findValuesAsText("summary"))
        .hasSize(2)
        .anyMatch(summary -> summary.startsWith("Missed appointment: "))
        .anyMatch(summary -> summary.startsWith("Late refill: "));
  }

  @Test
  void workOfTheHouseAndWorkThatIsDoneAreNoCards() throws Exception {
    charts.hear("lab-critical-potassium/1", "100234");
    FhirStore store = server.bean(FhirStore.class);
    charts.task("abnormal-lab");
    Task done = charts.task("critical-lab").setStatus(Task.TaskStatus.CANCELLED);
    store.save(done);
    Task complaint = charts.task("abnormal-lab");
    complaint.getCode().getCodingFirstRep().setCode("complaint");
    store.save(complaint);
    assertThat(ehr.cards(TestEhr.SERVICE, TestEhr.patientView(there, charts.mrn))).isEmpty();
  }

  @Test
  void aResultThatNobodyFollowedUpIsACardUntilSomebodyHas() throws Exception {
    charts.hear(
        "lab-critical-potassium/1",
        "100234",
        "|6.8|",
        "|4.1|",
        "|HH|",
        "|N|",
        "|H|",
        "|N|",
        "|1.9|",
        "|1.0|");
    FhirStore store = server.bean(FhirStore.class);
    var result = new Observation().setStatus(Observation.ObservationStatus.FINAL);
    // The rules leave samples alone, so there is no task about it.
    result.getMeta().addTag("https://mortar.dev/fhir/CodeSystem/pe-tag", "sample", "Sample");
    result.getCode().addCoding().setSystem("http://loinc.org").setCode("2823-3");
    result.setSubject(new Reference("Patient/" + charts.patient()));
    result.setValue(
        new Quantity().setValue(new BigDecimal("6.9")).setUnit("mmol/L").setCode("mmol/L"));
    Observation stored = store.save(result);
    ObjectNode call = TestEhr.patientView(there, charts.mrn);
    JsonNode card = TestCharts.singleCard(ehr.cards(TestEhr.SERVICE, call));
    assertThat(card.get("summary").asText()).startsWith("Not followed up: Potassium 6.9 mmol/L");
    assertThat(card.get("indicator").asText()).isEqualTo("critical");
    var task = new Task().setStatus(Task.TaskStatus.CANCELLED).setIntent(Task.TaskIntent.ORDER);
    task.setFor(result.getSubject());
    task.setFocus(new Reference("Observation/" + stored.getIdElement().getIdPart()));
    store.save(task);
    assertThat(ehr.cards(TestEhr.SERVICE, call)).isEmpty();
  }

  @Test
  void aDischargeOffersTheFollowUpOfTheRuleOnce() throws Exception {
    charts.hear("lab-critical-potassium/1", "100234");
    JsonNode card =
        TestCharts.singleCard(
            ehr.cards(TestEhr.DISCHARGE, TestEhr.discharge(there, charts.mrn, "IMP")));
    assertThat(card.get("summary").asText())
        .isEqualTo(
            "Follow-up after discharge within 7 days: Review the medications after a hospital stay");
    assertThat(card.get("selectionBehavior").asText()).isEqualTo("at-most-one");
    TestEhr.noneEmpty(card);
    JsonNode action = card.at("/suggestions/0/actions/0");
    assertThat(action.get("type").asText()).isEqualTo("create");
    Task task = server.parse(Task.class, action.get("resource").toString());
    assertThat(task.getFor().getReference()).isEqualTo("Patient/" + there);
    assertThat(task.getEncounter().getReference()).isEqualTo("Encounter/stay-" + there);
    assertThat(task.getRestriction().getPeriod().getEnd().toInstant())
        .isEqualTo(Instant.parse("2026-11-27T10:00:00Z"));
    assertThat(task.getInstantiatesCanonical()).endsWith("/pe-rule-discharge");
    assertThat(ehr.cards(TestEhr.DISCHARGE, TestEhr.discharge(there, charts.mrn, "AMB"))).isEmpty();
    charts.hear("discharge/1", "101345");
    charts.task("discharge-follow-up");
    assertThat(ehr.cards(TestEhr.DISCHARGE, TestEhr.discharge(there, charts.mrn, "IMP"))).isEmpty();
  }

  @Test
  void aPatientWhomWeDoNotKnowHasNoCards() throws Exception {
    charts.hear("lab-critical-potassium/1", "100234");
    HttpResponse<String> unknown =
        ehr.post(TestEhr.SERVICE, TestEhr.patientView(there, charts.mrn + "0"));
    assertThat(unknown.body()).isEqualTo("{\"cards\":[]}");
    ObjectNode call = TestEhr.patientView(there);
    String other = TestEhr.patient(there, charts.mrn).replace(TestEhr.MRN, "urn:not-registered");
    call.putObject("prefetch").set("patient", TestEhr.read(other));
    assertThat(ehr.cards(TestEhr.SERVICE, call)).isEmpty();
  }

  @Test
  void whatWasNotSentAlongIsReadThereWithTheTokenThatWas() throws Exception {
    charts.hear("lab-critical-potassium/1", "100234");
    charts.task("critical-lab");
    ehr.resources.put("/fhir/Patient/" + there, TestEhr.patient(there, charts.mrn));
    ObjectNode call = TestEhr.withToken(TestEhr.patientView(there), ehr.base());
    assertThat(ehr.cards(TestEhr.SERVICE, call)).isNotEmpty();
    call.putObject("prefetch").putNull("patient");
    assertThat(ehr.cards(TestEhr.SERVICE, call)).isNotEmpty();
    assertThat(ehr.asked)
        .hasSize(2)
        .allMatch(("/fhir/Patient/" + there + " Bearer lent-token")::equals);
  }

  @Test
  void whoIsDeniedByThePatientHereSeesNoCardsThereEither() throws Exception {
    charts.hear("lab-critical-potassium/1", "100234");
    charts.task("critical-lab");
    server.token(Role.SENIOR_PHARMACIST);
    String link =
        "{\"iss\":\"%s\",\"fhirUser\":\"Practitioner/7\",\"reason\":\"test\"}"
            .formatted(ehr.base());
    assertThat(put("/api/accounts/test-senior-pharmacist/ehr", link)).isEqualTo(204);
    ObjectNode call = TestEhr.patientView(there, charts.mrn);
    assertThat(ehr.cards(TestEhr.SERVICE, call)).isNotEmpty();
    String consent =
        ("{\"resourceType\":\"Consent\",\"id\":\"hook-denial\",\"status\":\"%s\","
            + "\"scope\":{\"text\":\"privacy\"},\"category\":[{\"text\":\"access\"}],"
            + "\"patient\":{\"reference\":\"Patient/%s\"},\"provision\":{\"type\":\"deny\","
            + "\"actor\":[{\"role\":{\"text\":\"reader\"},"
            + "\"reference\":{\"reference\":\"Practitioner/test-senior-pharmacist\"}}]}}");
    String patient = charts.patient();
    put(
        "/fhir/Practitioner/test-senior-pharmacist",
        server
            .fhir()
            .newJsonParser()
            .encodeResourceToString(TestLicence.holder("test-senior-pharmacist")));
    assertThat(put("/fhir/Consent/hook-denial", consent.formatted("active", patient)))
        .isLessThan(300);
    try {
      assertThat(ehr.cards(TestEhr.SERVICE, call)).isEmpty();
    } finally {
      put("/fhir/Consent/hook-denial", consent.formatted("inactive", patient));
      server.send(server.request("/api/accounts/test-senior-pharmacist/ehr?reason=test").DELETE());
    }
  }

  private int put(String path, String json) {
    String type = path.startsWith("/fhir") ? "application/fhir+json" : "application/json";
    return server
        .send(server.request(path).header("Content-Type", type).PUT(BodyPublishers.ofString(json)))
        .statusCode();
  }
}
