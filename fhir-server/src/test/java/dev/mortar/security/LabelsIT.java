package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.storage.label.LabelledTypes;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A patient with two conditions, of which one carries a label, and who reaches what of them by
 * which way. The types are those that no other test reads as somebody from whom labels hide.
 */
@ServerTest
class LabelsIT {
  private static final String CODES = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  private static final String LEVELS = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
  private static final String TECHNICIAN = "label-technician";
  private static final String REDACTED = "REDACTED";

  private final TestServer server;
  private final TestPlaces people;
  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private final String patient = "label-" + mark;
  private final String open = "Condition/open-" + mark;
  private final String hidden = "Condition/hidden-" + mark;
  private final String list = "Condition?patient=Patient/" + patient;

  LabelsIT(TestServer server) {
    this.server = server;
    this.people = new TestPlaces(server);
  }

  @BeforeEach
  void aPatientWithALabelledCondition() {
    people.put("Practitioner/" + TECHNICIAN, "\"active\":true");
    people.account(TECHNICIAN, Role.TECHNICIAN, "Practitioner/" + TECHNICIAN, Optional.empty());
    people.put("Patient/" + patient, "\"name\":[{\"family\":\"Labeled\"}]");
    people.put(open, condition("a"));
    // The first version has no label yet.
    people.put(hidden, condition("b"));
    people.put(hidden, label(CODES, "ETH") + "," + condition("c"));
  }

  @AfterAll
  static void nothingIsLabelledForOthers(TestServer server) {
    server
        .bean(JdbcClient.class)
        .sql("delete from mortar_marked_type where mark = 'label' and type <> '*'")
        .update();
    server.bean(LabelledTypes.class).forget();
  }

  @Test
  void whoTreatsSeesWhatIsLabelledAndWhoDoesNotSeesTheRest() {
    for (Role role : List.of(Role.STAFF_PHARMACIST, Role.SENIOR_PHARMACIST, Role.MANAGER)) {
      assertThat(as(role, hidden).statusCode()).as(role.code()).isEqualTo(200);
      assertThat(total(as(role, list + "&_total=accurate"))).isEqualTo(2);
      assertThat(as(role, list).body()).doesNotContain(REDACTED);
    }
    assertThat(get(open).statusCode()).isEqualTo(200);
    assertThat(get(hidden).statusCode()).isEqualTo(403);
    assertThat(get("Condition/none-" + mark).body())
        .as("a hidden one looks like a missing one")
        .isEqualTo(get(hidden).body());
  }

  @Test
  void noSearchCountsOrListsIt() {
    HttpResponse<String> found = get(list + "&_total=accurate");
    assertThat(ids(found)).containsExactly(open);
    assertThat(total(found)).isEqualTo(1);
    assertThat(found.body()).contains(REDACTED);
    assertThat(total(get(list + "&_summary=count"))).isEqualTo(1);
    assertThat(total(get(list + "&_count=0&_total=accurate"))).isEqualTo(1);
    assertThat(ids(get("Condition?_id=" + id(hidden)))).isEmpty();
    assertThat(ids(get("Condition?identifier=urn:label|c-" + mark))).isEmpty();
    HttpResponse<String> posted =
        server.send(
            request(TECHNICIAN, "Condition/_search")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("patient=Patient/" + patient)));
    assertThat(ids(posted)).containsExactly(open);
  }

  @Test
  void nothingTellsOfItFromTheSide() {
    for (String oracle :
        List.of(
            "Condition?_security=" + CODES + "|ETH",
            "Condition?_security:not=" + LEVELS + "|N",
            "Patient?_has:Condition:patient:code=urn:label|c",
            "Condition/_history")) {
      assertThat(get(oracle).statusCode()).as(oracle).isEqualTo(403);
    }
    assertThat(get("Patient?_id=" + patient + "&_revinclude=Condition:patient").body())
        .contains(id(open))
        .doesNotContain(id(hidden));
    assertThat(ids(get("Condition?patient.family=Labeled&_id=" + id(hidden) + "," + id(open))))
        .containsExactly(open);
    assertThat(get(hidden + "/_history").statusCode()).isEqualTo(403);
    assertThat(get(hidden + "/_history/1").statusCode())
        .as("before it had its label")
        .isEqualTo(403);
    assertThat(get(open + "/_history/1").statusCode()).isEqualTo(200);
  }

  @Test
  void noBundleTellsOfIt() {
    String entries =
        "{\"request\":{\"method\":\"GET\",\"url\":\"%s\"}},{\"request\":{\"method\":\"GET\",\"url\":\"%s\"}},"
            + "{\"request\":{\"method\":\"GET\",\"url\":\"%s/_history/1\"}}";
    HttpResponse<String> batch =
        server.send(
            request(TECHNICIAN, "")
                .header("Content-Type", "application/fhir+json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[%s]}"
                            .formatted(entries.formatted(list, hidden, hidden)))));
    assertThat(batch.statusCode()).isEqualTo(200);
    assertThat(batch.body())
        .contains(id(open))
        .doesNotContain("urn:label\",\"code\":\"b\"", "urn:label\",\"code\":\"c\"")
        .doesNotContain("\"value\":\"c-" + mark, "\"value\":\"b-" + mark);
  }

  @Test
  void theEmergencyAndAConsentOfThePatientOpenIt() {
    String glass =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"reason\",\"valueString\":\"Collapsed\"},"
            + "{\"name\":\"minutes\",\"valuePositiveInt\":15}]}";
    HttpResponse<String> opened = post(TECHNICIAN, "Patient/" + patient + "/$break-glass", glass);
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
    assertThat(get(hidden).statusCode()).isEqualTo(200);
    assertThat(total(get(list + "&_total=accurate"))).isEqualTo(2);
    server
        .bean(JdbcClient.class)
        .sql("update break_glass set open_until = opened_at where account = ?")
        .param(TECHNICIAN)
        .update();
    server.bean(Standings.class).forgetCallers();
    assertThat(get(hidden).statusCode()).isEqualTo(403);
    String consent = "Consent/label-" + mark;
    people.put(consent, consent("permit", "HPAYMT", "ETH"));
    assertThat(get(hidden).statusCode()).as("not for treatment").isEqualTo(403);
    people.put(consent, consent("permit", "TREAT", "PSY"));
    assertThat(get(hidden).statusCode()).as("another label").isEqualTo(403);
    people.put(consent, consent("permit", "TREAT", "ETH"));
    assertThat(get(hidden).statusCode()).isEqualTo(200);
    assertThat(total(get(list + "&_total=accurate"))).isEqualTo(2);
  }

  @Test
  void whoDoesNotSeeItNeitherChangesNorLabelsAnything() {
    assertThat(get(hidden).statusCode()).isEqualTo(403);
    String patch = "[{\"op\":\"test\",\"path\":\"/code/coding/0/code\",\"value\":\"c\"}]";
    HttpResponse<String> patched =
        server.send(
            request(TECHNICIAN, hidden)
                .header("Content-Type", "application/json-patch+json")
                .method("PATCH", BodyPublishers.ofString(patch)));
    assertThat(patched.statusCode()).isEqualTo(403);
    String flag =
        "{\"resourceType\":\"Communication\",\"meta\":{\"security\":[{\"system\":\"%s\",\"code\":\"R\"}]},"
            + "\"status\":\"completed\",\"subject\":{\"reference\":\"Patient/%s\"}}";
    assertThat(post(TECHNICIAN, "Communication", flag.formatted(LEVELS, patient)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aLabelThatAManagerAddsToAStoredResourceHidesItAtOnce() {
    String statement = "MedicationStatement/label-" + mark;
    people.put(
        statement,
        "\"status\":\"active\",\"medicationCodeableConcept\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/%s\"}"
            .formatted(patient));
    String search = "MedicationStatement?patient=Patient/" + patient + "&_total=accurate";
    assertThat(total(get(search))).isEqualTo(1);
    HttpResponse<String> added =
        server.post(
            "/fhir/" + statement + "/$meta-add",
            "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"meta\",\"valueMeta\":{\"security\":[{\"system\":\"%s\",\"code\":\"V\"}]}}]}"
                .formatted(LEVELS));
    assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    assertThat(get(statement).statusCode()).isEqualTo(403);
    assertThat(total(get(search))).isZero();
    assertThat(as(Role.STAFF_PHARMACIST, statement).statusCode()).isEqualTo(200);
  }

  @Test
  void whatAnEarlierVersionHasLabelledIsFoundAtTheStart() {
    var jdbc = server.bean(JdbcClient.class);
    jdbc.sql("delete from mortar_marked_type where mark = 'label'").update();
    server.bean(LabelledTypes.class).forget();
    assertThat(total(get(list + "&_total=accurate"))).isEqualTo(1);
    assertThat(
            jdbc.sql("select type from mortar_marked_type where mark = 'label'")
                .query(String.class)
                .list())
        .contains("*", "Condition");
  }

  private String condition(String code) {
    return "\"identifier\":[{\"system\":\"urn:label\",\"value\":\"%1$s-%2$s\"}],\"code\":{\"coding\":[{\"system\":\"urn:label\",\"code\":\"%1$s\"}]},\"subject\":{\"reference\":\"Patient/%3$s\"}"
        .formatted(code, mark, patient);
  }

  private static String label(String system, String code) {
    return "\"meta\":{\"security\":[{\"system\":\"%s\",\"code\":\"%s\"}]}".formatted(system, code);
  }

  private String consent(String type, String purpose, String label) {
    return ("\"status\":\"active\",\"scope\":{\"text\":\"privacy\"},\"category\":[{\"text\":\"access\"}],"
            + "\"patient\":{\"reference\":\"Patient/%s\"},\"provision\":{\"type\":\"%s\","
            + "\"purpose\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActReason\",\"code\":\"%s\"}],"
            + "\"securityLabel\":[{\"system\":\"%s\",\"code\":\"%s\"}],"
            + "\"actor\":[{\"role\":{\"text\":\"reader\"},\"reference\":{\"reference\":\"Practitioner/%s\"}}]}")
        .formatted(patient, type, purpose, CODES, label, TECHNICIAN);
  }

  private HttpRequest.Builder request(String who, String path) {
    return server.request(
        "/fhir" + (path.isEmpty() ? "" : "/" + path.replace("|", "%7C")), people.token(who));
  }

  private HttpResponse<String> get(String path) {
    return server.send(request(TECHNICIAN, path));
  }

  private HttpResponse<String> as(Role role, String path) {
    return server.send(server.request("/fhir/" + path, server.token(role)));
  }

  private HttpResponse<String> post(String who, String path, String json) {
    return server.send(
        request(who, path)
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(json)));
  }

  private List<String> ids(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return server.parse(Bundle.class, answer.body()).getEntry().stream()
        .map(entry -> entry.getResource().getIdElement().toUnqualifiedVersionless().getValue())
        .toList();
  }

  private int total(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return server.parse(Bundle.class, answer.body()).getTotal();
  }

  private static String id(String reference) {
    return reference.substring(reference.indexOf('/') + 1);
  }
}
