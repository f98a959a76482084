package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Interaction;
import dev.mortar.access.PolicyTable;
import dev.mortar.access.Reach;
import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestLicence;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The server answers as the policy table says: role by type by interaction, over HTTP. */
@ServerTest
class RolesIT {
  private final TestServer server;

  RolesIT(TestServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void whatTheTableDeniesIsRefusedAndWhatItAllowsIsNot(Role role) {
    PolicyTable table = PolicyTable.shipped();
    for (String type : table.types()) {
      check(role, type, Interaction.READ, "GET", type + "/none");
      check(role, type, Interaction.SEARCH, "GET", type + "?_id=none");
      check(role, type, Interaction.DELETE, "DELETE", type + "/none");
      if (table.reach(role, type, Interaction.CREATE) == Reach.NONE) {
        check(role, type, Interaction.CREATE, "POST", type);
      }
      if (table.reach(role, type, Interaction.UPDATE) == Reach.NONE) {
        check(role, type, Interaction.UPDATE, "PUT", type + "/none");
      }
    }
  }

  /** Where the role has a part of a type, what does not exist is refused as if hidden. */
  private void check(
      Role role, String type, Interaction interaction, String method, String address) {
    Reach reach = PolicyTable.shipped().reach(role, type, interaction);
    boolean one = interaction == Interaction.READ;
    int status = send(role, method, "/fhir/" + address, type).statusCode();
    String cell = role.code() + " " + interaction + " " + type + " = " + reach;
    switch (reach) {
      case NONE -> assertThat(status).as(cell).isEqualTo(403);
      case ALL -> assertThat(status).as(cell).isNotIn(401, 403, 500);
      case PATIENT, OWN -> {
        if (one) {
          assertThat(status).as(cell).isEqualTo(403);
        } else {
          assertThat(status).as(cell).isNotIn(401, 500);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}: {1} {2} → {3}")
  @CsvSource({
    "technician, POST, CarePlan, 403",
    "technician, GET, Claim, 403",
    "technician, GET, Observation?code=x, 200",
    "admin-staff, GET, Observation?patient=1, 403",
    "admin-staff, GET, Patient?_has:Observation:subject:code=hiv, 403",
    "admin-staff, GET, Appointment?patient.name=Alpha, 200",
    "technician, GET, Patient?_has:Observation:patient:code=x, 200",
    "technician, GET, Patient?_has:Claim:patient:status=active, 403",
    "staff-pharmacist, POST, Subscription, 403",
    "staff-pharmacist, GET, _history, 403",
    "staff-pharmacist, GET, $graphql?query=%7BPatientList%7Bid%7D%7D, 403",
    "analyst, GET, Patient, 403",
    "manager, GET, Invoice, 200",
    "manager, POST, AuditEvent, 403",
    "manager, POST, Provenance, 403",
    "manager, GET, _history?_count=1, 200",
    "staff-pharmacist, POST, $expunge, 403",
    "system-lab, GET, Appointment, 403",
    "system-lab, GET, Observation, 200"
  })
  void theRowsOfTheManagerGuideHold(String role, String method, String address, int status) {
    String first = address.split("[?/]", -1)[0];
    String type = first.startsWith("$") ? "Parameters" : first;
    HttpResponse<String> answer =
        send(Role.ofCode(role).orElseThrow(), method, "/fhir/" + address, type);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void aPharmacistKeepsTheirOwnScheduleAndNobodyElses() {
    String mine = schedule("mine", "test-staff-pharmacist");
    String theirs = schedule("theirs", "test-technician");
    assertThat(
            put(
                Role.MANAGER,
                practitioner("test-staff-pharmacist"),
                "Practitioner/test-staff-pharmacist"))
        .isLessThan(300);
    assertThat(put(Role.MANAGER, practitioner("test-technician"), "Practitioner/test-technician"))
        .isLessThan(300);
    assertThat(put(Role.SENIOR_PHARMACIST, theirs, "Schedule/theirs")).isIn(200, 201);
    assertThat(put(Role.STAFF_PHARMACIST, mine, "Schedule/mine")).isIn(200, 201);
    assertThat(put(Role.STAFF_PHARMACIST, theirs, "Schedule/theirs")).isEqualTo(403);
    assertThat(
            put(
                Role.STAFF_PHARMACIST,
                schedule("theirs", "test-staff-pharmacist"),
                "Schedule/theirs"))
        .isEqualTo(403);
  }

  private int put(Role role, String json, String address) {
    return server
        .send(
            server
                .request("/fhir/" + address, server.token(role))
                .header("Content-Type", "application/fhir+json")
                .PUT(BodyPublishers.ofString(json)))
        .statusCode();
  }

  private static String practitioner(String id) {
    return "{\"resourceType\":\"Practitioner\",\"id\":\"" + id + "\"," + TestLicence.JSON + "}";
  }

  private static String schedule(String id, String practitioner) {
    return "{\"resourceType\":\"Schedule\",\"id\":\"%s\",\"actor\":[{\"reference\":\"Practitioner/%s\"}]}"
        .formatted(id, practitioner);
  }

  private HttpResponse<String> send(Role role, String method, String path, String type) {
    HttpRequest.Builder request =
        server.request(path, server.token(role)).header("Content-Type", "application/fhir+json");
    String body = "{\"resourceType\":\"" + type + "\"}";
    if (method.equals("PUT")) {
      body = "{\"resourceType\":\"" + type + "\",\"id\":\"none\"}";
    }
    return server.send(
        method.equals("POST") || method.equals("PUT")
            ? request.method(method, BodyPublishers.ofString(body))
            : request.method(method, BodyPublishers.noBody()));
  }
}
