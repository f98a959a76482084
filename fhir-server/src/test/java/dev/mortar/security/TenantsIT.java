package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestLicence;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two tenants with one of everything each, and somebody of the first who tries each interaction on
 * what the second has. What is not theirs answers like what never was.
 */
@ServerTest
class TenantsIT {
  private static final String PHARMACIST = "tenant-a-pharmacist";
  private static final String MANAGER = "tenant-a-manager";
  private static final String REGIONAL = "tenant-ab-manager";
  private static final String APP = "test-app-of-tenants";
  private static final String TYPE =
      "\"type\":[{\"coding\":[{\"system\":\"https://mortar.dev/fhir/CodeSystem/pe-organization-type\",\"code\":\"tenant\"}]}]";

  /** Of each type one, with %s for the tenant; later ones name earlier ones. */
  private static final Map<String, String> CONTENT = content();

  private final TestServer server;
  private final TestPlaces places;

  TenantsIT(TestServer server) {
    this.server = server;
    this.places = new TestPlaces(server);
  }

  private static Map<String, String> content() {
    String home =
        "\"extension\":[{\"url\":\"https://mortar.dev/fhir/StructureDefinition/pe-home-location\",\"valueReference\":{\"reference\":\"Location/tenant-%1$s\"}}],\"name\":[{\"family\":\"Tenantson%1$s\"}]";
    String subject = "\"subject\":{\"reference\":\"Patient/tenant-%1$s\"}";
    Map<String, String> all = new TreeMap<>();
    all.put(
        "10 Location",
        "\"status\":\"active\",\"managingOrganization\":{\"reference\":\"Organization/tenant-%1$s-branch\"}");
    all.put("11 Practitioner", "\"active\":true");
    all.put(
        "12 PractitionerRole",
        "\"active\":true,\"practitioner\":{\"reference\":\"Practitioner/tenant-%1$s\"},\"organization\":{\"reference\":\"Organization/tenant-%1$s-branch\"}");
    all.put("13 HealthcareService", "\"providedBy\":{\"reference\":\"Organization/tenant-%1$s\"}");
    all.put("14 Schedule", "\"actor\":[{\"reference\":\"Practitioner/tenant-%1$s\"}]");
    all.put(
        "15 Slot",
        "\"schedule\":{\"reference\":\"Schedule/tenant-%1$s\"},\"status\":\"free\",\"start\":\"2026-01-20T10:00:00Z\",\"end\":\"2026-01-20T10:30:00Z\"");
    all.put("20 Patient", home);
    all.put("21 Observation", "\"status\":\"final\",\"code\":{\"text\":\"k\"}," + subject);
    all.put(
        "22 Task",
        "\"status\":\"ready\",\"intent\":\"order\",\"for\":{\"reference\":\"Patient/tenant-%1$s\"}");
    all.put(
        "23 Appointment",
        "\"status\":\"booked\",\"start\":\"2026-01-20T10:00:00Z\",\"end\":\"2026-01-20T10:30:00Z\",\"participant\":["
            + "{\"actor\":{\"reference\":\"Patient/tenant-%1$s\"},\"status\":\"accepted\"},"
            + "{\"actor\":{\"reference\":\"Practitioner/tenant-%1$s\"},\"status\":\"accepted\"},"
            + "{\"actor\":{\"reference\":\"Location/tenant-%1$s\"},\"status\":\"accepted\"}]");
    all.put(
        "24 Binary",
        "\"contentType\":\"text/plain\",\"data\":\"c2VjcmV0\",\"securityContext\":{\"reference\":\"Patient/tenant-%1$s\"}");
    all.put("25 CarePlan", "\"status\":\"active\",\"intent\":\"plan\"," + subject);
    all.put("26 Communication", "\"status\":\"completed\"," + subject);
    return all;
  }

  static Stream<String> types() {
    return CONTENT.keySet().stream().map(name -> name.substring(3));
  }

  @BeforeEach
  void twoTenants() {
    places.put("Practitioner/" + PHARMACIST, TestLicence.JSON);
    for (String tenant : List.of("a", "b")) {
      places.put("Organization/tenant-" + tenant, TYPE);
      places.put(
          "Organization/tenant-" + tenant + "-branch",
          "\"partOf\":{\"reference\":\"Organization/tenant-" + tenant + "\"}");
      CONTENT.forEach(
          (name, content) ->
              places.put(name.substring(3) + "/tenant-" + tenant, content.formatted(tenant)));
    }
    places.put("Patient/tenant-x", "\"name\":[{\"family\":\"Tenantsonx\"}]");
    places.put("Observation/tenant-x", "\"status\":\"final\",\"code\":{\"text\":\"k\"}");
    member(PHARMACIST, Role.STAFF_PHARMACIST, "a");
    member(MANAGER, Role.MANAGER, "a");
    member(REGIONAL, Role.MANAGER, "a", "b");
  }

  @ParameterizedTest
  @MethodSource("types")
  void ownThingsAreOpenAndForeignOnesAreNotThere(String type) {
    for (String who : List.of(PHARMACIST, MANAGER)) {
      assertThat(get(who, type + "/tenant-a").statusCode()).as(who).isEqualTo(200);
      for (String path : List.of("", "/_history", "/_history/1")) {
        HttpResponse<String> foreign = get(who, type + "/tenant-b" + path);
        assertThat(foreign.statusCode()).as(who + path + foreign.body()).isEqualTo(404);
        assertThat(foreign.body())
            .as(path)
            .isEqualTo(get(who, type + "/no-such" + path).body())
            .doesNotContain("tenant-b");
      }
      asIfItWereNotThere(who, "DELETE", type, "");
      asIfItWereNotThere(who, "PATCH", type, "[{\"op\":\"remove\",\"path\":\"/text\"}]");
    }
  }

  private void asIfItWereNotThere(String who, String method, String type, String body) {
    HttpResponse<String> foreign = send(who, method, type + "/tenant-b", body);
    assertThat(foreign.statusCode()).as(method + foreign.body()).isIn(403, 404);
    HttpResponse<String> nothing = send(who, method, type + "/no-such", body);
    assertThat(foreign.statusCode()).as(method).isEqualTo(nothing.statusCode());
    assertThat(foreign.body()).as(method).isEqualTo(nothing.body());
  }

  @ParameterizedTest
  @MethodSource("types")
  void nothingIsTakenOverOrGivenAway(String type) {
    String content =
        CONTENT.entrySet().stream()
            .filter(one -> one.getKey().endsWith(" " + type))
            .findFirst()
            .orElseThrow()
            .getValue();
    String json = "{\"resourceType\":\"%s\",\"id\":\"tenant-%s\",%s}";
    String before = server.get("/fhir/" + type + "/tenant-b").body();
    String taken = json.formatted(type, "b", content.formatted("a"));
    assertThat(send(MANAGER, "PUT", type + "/tenant-b", taken).statusCode()).isIn(403, 404);
    String given = json.formatted(type, "a", content.formatted("b"));
    assertThat(send(MANAGER, "PUT", type + "/tenant-a", given).statusCode()).isEqualTo(403);
    String made = given.replace("\"id\":\"tenant-a\",", "");
    assertThat(send(MANAGER, "POST", type, made).statusCode()).isEqualTo(403);
    assertThat(server.get("/fhir/" + type + "/tenant-b").body()).isEqualTo(before);
  }

  @Test
  void aReferenceTellsNotWhetherSomethingForeignIsThere() {
    String task =
        "{\"resourceType\":\"Task\",\"status\":\"ready\",\"intent\":\"order\",\"for\":{\"reference\":\"Patient/tenant-a\"},\"focus\":{\"reference\":\"%s\"}}";
    HttpResponse<String> own =
        send(PHARMACIST, "POST", "Task", task.formatted("Observation/tenant-a"));
    assertThat(own.statusCode()).as(own.body()).isEqualTo(201);
    server.send(
        server.request("/fhir/Task/" + server.parse(Task.class, own.body()).getIdPart()).DELETE());
    HttpResponse<String> foreign =
        send(PHARMACIST, "POST", "Task", task.formatted("Observation/tenant-b"));
    assertThat(foreign.statusCode()).as(foreign.body()).isEqualTo(403);
    assertThat(foreign.body())
        .isEqualTo(send(PHARMACIST, "POST", "Task", task.formatted("Observation/no-such")).body());
    String visit =
        "{\"resourceType\":\"Appointment\",\"status\":\"booked\",\"participant\":[{\"actor\":{\"reference\":\"Patient/tenant-b\"},\"status\":\"accepted\"},{\"actor\":{\"reference\":\"Location/tenant-a\"},\"status\":\"accepted\"}]}";
    assertThat(send(PHARMACIST, "POST", "Appointment", visit).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @MethodSource("types")
  void searchesFindAndCountTheirOwnOnly(String type) {
    if (type.equals("Binary")) {
      assertThat(get(MANAGER, "Binary?_id=tenant-b").statusCode()).isEqualTo(403);
      return;
    }
    for (String who : List.of(PHARMACIST, MANAGER)) {
      for (String more : List.of("", "&_summary=count", "&_total=accurate")) {
        assertThat(total(get(who, type + "?_id=tenant-b" + more))).as(who + more).isZero();
        assertThat(total(get(who, type + "?_id=tenant-a,tenant-b,tenant-x" + more)))
            .as(who + more)
            .isEqualTo(1);
      }
      assertThat(get(who, type + "?_include=*&_revinclude=*&_count=200").body())
          .contains(type + "/tenant-a")
          .doesNotContain("/tenant-b\"", "tenant-b/_history", "Tenantsonb", "Tenantsonx");
      for (String kind : List.of("batch", "transaction")) {
        String bundle =
            "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\"%s?_id=tenant-a,tenant-b\"}}]}"
                .formatted(kind, type);
        assertThat(total(send(who, "POST", "", bundle))).as(kind).isEqualTo(1);
      }
      String read =
          "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\"%s/%s\"}}]}";
      String foreign = send(who, "POST", "", read.formatted(type, "tenant-b")).body();
      String nothing = send(who, "POST", "", read.formatted(type, "no-such")).body();
      assertThat(outcome(foreign)).contains("404").isEqualTo(outcome(nothing));
    }
  }

  private static String outcome(String bundle) {
    return bundle.substring(bundle.indexOf("\"entry\""));
  }

  @ParameterizedTest
  @CsvSource({
    "Observation?patient.family=Tenantsonb, 0",
    "Observation?patient.family=Tenantsona, 1",
    "Task?patient=Patient/tenant-b, 0",
    "Basic?code:not=nothing, 0",
    "Group?code:not=nothing, 0",
    "Schedule?actor=Practitioner/tenant-b, 0",
    "Slot?schedule=Schedule/tenant-b, 0",
    "Slot?schedule=Schedule/tenant-a, 1",
    "PractitionerRole?practitioner=Practitioner/tenant-b, 0",
    "Location?organization=Organization/tenant-b-branch, 0"
  })
  void aSearchThroughWhatIsForeignFindsNothing(String search, int hits) {
    assertThat(total(get(MANAGER, search))).isEqualTo(hits);
    assertThat(total(get(MANAGER, search + "&_summary=count"))).isEqualTo(hits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient?_has:Observation:patient:status=final",
        "Patient?general-practitioner.name=x",
        "Slot?schedule.actor:Practitioner.name=x",
        "Patient/_history",
        "_history",
        "$export?_type=Patient",
        "Patient/$export",
        "$get-resource-counts",
        "Subscription",
        "$graphql?query=%7BPatientList%7Bid%7D%7D",
        "Measure/$evaluate-measure?measure=x&periodStart=2026&periodEnd=2026"
      })
  void whatCannotBeDividedIsClosedToAPartOfTheChain(String path) {
    HttpResponse<String> answer = get(MANAGER, path);
    assertThat(answer.statusCode()).as(answer.body()).isIn(400, 403, 404);
    assertThat(answer.body()).doesNotContain("Tenantsonb");
  }

  @Test
  void operationsReachNoForeignRecordAndTheGlassDoesNotBreakInto() {
    String nothing = "{\"resourceType\":\"Parameters\"}";
    String glass =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"reason\",\"valueString\":\"x\"},{\"name\":\"minutes\",\"valuePositiveInt\":5}]}";
    for (String id : List.of("tenant-b", "tenant-x", "no-such")) {
      assertThat(get(PHARMACIST, "Patient/" + id + "/$everything").statusCode()).isEqualTo(404);
      assertThat(send(PHARMACIST, "POST", "Patient/" + id + "/$break-glass", glass).statusCode())
          .isEqualTo(404);
      assertThat(send(PHARMACIST, "POST", "Task/" + id + "/$prioritize", nothing).statusCode())
          .isEqualTo(404);
    }
    assertThat(get(PHARMACIST, "Patient/tenant-a/$everything").body())
        .contains("Tenantsona")
        .doesNotContain("/tenant-b");
    assertThat(
            get(
                    PHARMACIST,
                    "CodeSystem/$lookup?system=http://hl7.org/fhir/administrative-gender&code=male")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void outsideOfFhirThereIsNothingForAPartOfTheChain() {
    for (String path :
        List.of("/api/accounts", "/api/clients", "/api/hl7/messages", "/api/templates")) {
      HttpResponse<String> answer = server.send(server.request(path, places.token(MANAGER)));
      assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(404);
    }
    assertThat(server.send(server.request("/actuator/metrics", places.token(MANAGER))).statusCode())
        .isEqualTo(404);
    HttpResponse<String> me = server.send(server.request("/api/me", places.token(MANAGER)));
    assertThat(me.statusCode()).isEqualTo(200);
    assertThat(me.body()).contains("clinical.read").doesNotContain("system.write");
    String app =
        "{\"name\":\"An app\",\"kind\":\"NATIVE\",\"redirectUris\":[\"com.example.tenants:/back\"],\"launchUri\":\"https://app.example/launch\",\"scopes\":[\"launch\",\"patient/*.rs\"]}";
    assertThat(
            server
                .send(server.request("/api/clients/" + APP).PUT(BodyPublishers.ofString(app)))
                .statusCode())
        .isEqualTo(200);
    assertThat(launch("tenant-a").statusCode()).isEqualTo(201);
    HttpResponse<String> foreign = launch("tenant-b");
    assertThat(foreign.body()).isEqualTo(launch("no-such").body());
    assertThat(foreign.statusCode()).isEqualTo(400);
  }

  @Test
  void whatBelongsNowhereIsForWhoBelongsToTheWholeChain() {
    for (String path : List.of("Patient/tenant-x", "Observation/tenant-x")) {
      assertThat(get(MANAGER, path).statusCode()).as(path).isEqualTo(404);
      assertThat(get(REGIONAL, path).statusCode()).as(path).isEqualTo(404);
      assertThat(server.get("/fhir/" + path).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoWorksForSeveralPartsReachesThemAllAndLosesOneWithTheRole() {
    String token = places.token(REGIONAL);
    for (String path : List.of("Patient/tenant-a", "Patient/tenant-b", "Slot/tenant-b")) {
      assertThat(server.send(server.request("/fhir/" + path, token)).statusCode()).isEqualTo(200);
    }
    assertThat(total(get(REGIONAL, "Patient?_id=tenant-a,tenant-b,tenant-x"))).isEqualTo(2);
    role(REGIONAL, "b", false);
    assertThat(server.send(server.request("/fhir/Patient/tenant-b", token)).statusCode())
        .isEqualTo(404);
    assertThat(server.send(server.request("/fhir/Patient/tenant-a", token)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aPlaceThatChangesItsTenantTakesItsPatientsAlong() {
    places.put(
        "Location/tenant-a-second",
        "\"status\":\"active\",\"managingOrganization\":{\"reference\":\"Organization/tenant-b\"}");
    places.put(
        "Patient/tenant-moving",
        CONTENT.get("20 Patient").formatted("a-second").replace("Tenantson", "Moving"));
    assertThat(get(PHARMACIST, "Patient/tenant-moving").statusCode()).isEqualTo(404);
    places.put(
        "Location/tenant-a-second",
        "\"status\":\"active\",\"partOf\":{\"reference\":\"Location/tenant-a\"}");
    assertThat(get(PHARMACIST, "Patient/tenant-moving").statusCode()).isEqualTo(200);
  }

  private void member(String name, Role role, String... tenants) {
    places.put("Practitioner/" + name, TestLicence.JSON);
    for (String tenant : tenants) {
      role(name, tenant, true);
    }
    places.account(name, role, "Practitioner/" + name, Optional.empty());
  }

  private void role(String name, String tenant, boolean active) {
    places.put(
        "PractitionerRole/" + name + "-" + tenant,
        "\"active\":%s,\"practitioner\":{\"reference\":\"Practitioner/%s\"},\"organization\":{\"reference\":\"Organization/tenant-%s\"}"
            .formatted(active, name, tenant));
  }

  private HttpResponse<String> launch(String patient) {
    return server.send(
        server
            .request("/api/launches", places.token(PHARMACIST))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"client\":\"" + APP + "\",\"patient\":\"" + patient + "\"}")));
  }

  private HttpResponse<String> get(String who, String path) {
    return server.send(server.request("/fhir/" + path, places.token(who)));
  }

  private HttpResponse<String> send(String who, String method, String path, String body) {
    String content =
        method.equals("PATCH") ? "application/json-patch+json" : "application/fhir+json";
    return server.send(
        server
            .request("/fhir" + (path.isEmpty() ? "" : "/" + path), places.token(who))
            .header("Content-Type", content)
            .method(method, BodyPublishers.ofString(body)));
  }

  private int total(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Bundle bundle = server.parse(Bundle.class, answer.body());
    if (bundle.getType() != Bundle.BundleType.SEARCHSET) {
      bundle = (Bundle) bundle.getEntryFirstRep().getResource();
    }
    return bundle.getTotal();
  }
}
