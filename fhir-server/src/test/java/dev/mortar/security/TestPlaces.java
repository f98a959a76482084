package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.Tokens;
import dev.mortar.server.TestLicence;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * Two pharmacies, a patient each, and a third patient of nobody in particular; and three
 * technicians of the first, who reach the team's patients, all, or their own; and a pharmacist.
 */
final class TestPlaces {
  static final String NORTH = "Location/place-north";
  static final String SOUTH = "Location/place-south";

  private final TestServer server;

  TestPlaces(TestServer server) {
    this.server = server;
  }

  void open() {
    for (String place : new String[] {NORTH, SOUTH}) {
      put(place, "\"status\":\"active\",\"name\":\"A pharmacy\"");
    }
    patient("place-n", "Nordlund", NORTH);
    patient("place-s", "Sudermann", SOUTH);
    patient("place-x", "Xanders", "");
    member("place-tech", Role.TECHNICIAN, "team", NORTH);
    member("place-all", Role.TECHNICIAN, "all", NORTH);
    member("place-own", Role.TECHNICIAN, "own", NORTH);
    member("place-pharmacist", Role.STAFF_PHARMACIST, "team", NORTH);
  }

  private void patient(String id, String family, String home) {
    put("Patient/" + id, inner(record(id, family, home)));
  }

  private static String inner(String json) {
    return json.substring(json.indexOf("\"name\""), json.length() - 1);
  }

  static String record(String id, String family, String home) {
    String place =
        home.isEmpty()
            ? ""
            : ",\"extension\":[{\"url\":\"https://mortar.dev/fhir/StructureDefinition/pe-home-location\",\"valueReference\":{\"reference\":\""
                + home
                + "\"}}]";
    return "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"name\":[{\"family\":\"%s\"}]%s}"
        .formatted(id, family, place);
  }

  void visit(String id, String patient, String place) {
    put(
        "Appointment/" + id,
        "\"status\":\"booked\",\"start\":\"2026-01-20T10:00:00Z\",\"end\":\"2026-01-20T10:30:00Z\",\"participant\":[{\"actor\":{\"reference\":\"%s\"},\"status\":\"accepted\"},{\"actor\":{\"reference\":\"%s\"},\"status\":\"accepted\"}]"
            .formatted(patient, place));
  }

  private void member(String name, Role role, String scope, String place) {
    put("Practitioner/" + name, TestLicence.JSON);
    put(
        "PractitionerRole/" + name,
        "\"extension\":[{\"url\":\"https://mortar.dev/fhir/StructureDefinition/pe-data-scope\",\"valueCode\":\"%s\"}],\"active\":true,\"practitioner\":{\"reference\":\"Practitioner/%s\"},\"location\":[{\"reference\":\"%s\"}]"
            .formatted(scope, name, place));
    account(name, role, "Practitioner/" + name, Optional.empty());
  }

  void account(String name, Role role, String person, Optional<String> patient) {
    Accounts accounts = server.bean(Accounts.class);
    if (accounts.find(name).isEmpty()) {
      accounts.save(
          new Account(name, name, role, person, patient, true), "a long password of a test");
    }
  }

  String token(String name) {
    return server
        .bean(Tokens.class)
        .mint(
            server.bean(Accounts.class).find(name).orElseThrow(),
            Scopes.parse("openid fhirUser user/*.cruds"));
  }

  void put(String path, String content) {
    String[] parts = path.split("/", 2);
    HttpResponse<String> answer =
        server.send(
            server
                .request("/fhir/" + path)
                .header("Content-Type", "application/fhir+json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}"
                            .formatted(parts[0], parts[1], content))));
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }
}
