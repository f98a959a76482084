package dev.mortar.storage.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.Tokens;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A patient with three appointments of long ago, of which two have ended, and one of this year. */
@ServerTest
class ArchiveIT {
  private static final String LONG_AGO = "2009-03-0%dT10:%02d:00Z";
  private static final String FULL = "https://mortar.dev/fhir/CodeSystem/pe-tag%7Carchive";

  private final TestServer server;
  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private final String patient = "archive-" + mark;
  private final String search = "Appointment?patient=Patient/" + patient;

  ArchiveIT(TestServer server) {
    this.server = server;
  }

  @BeforeEach
  void whatEndedLongAgoIsArchived() {
    put("Patient/" + patient, "\"active\":true");
    appointment("fulfilled", "fulfilled", LONG_AGO.formatted(1, 0));
    appointment("missed", "noshow", LONG_AGO.formatted(2, 0));
    appointment("booked", "booked", LONG_AGO.formatted(3, 0));
    appointment("recent", "fulfilled", "2026-11-02T10:00:00Z");
    HttpResponse<String> archived = archive("{\"name\":\"months\",\"valuePositiveInt\":120}");
    assertThat(archived.statusCode()).as(archived.body()).isEqualTo(200);
    assertThat(archived.body()).contains("\"archived\"");
  }

  @Test
  void searchesAndCountsLeaveItOutAndGiveItWithItsTag() {
    assertThat(ids(get(search))).containsExactlyInAnyOrder(id("booked"), id("recent"));
    assertThat(total(get(search + "&_summary=count"))).isEqualTo(2);
    for (String tag : List.of("archive", FULL)) {
      String asked = search + "&_tag=" + tag;
      assertThat(ids(get(asked))).containsExactlyInAnyOrder(id("fulfilled"), id("missed"));
      assertThat(total(get(asked + "&_total=accurate"))).isEqualTo(2);
    }
    assertThat(ids(get(search + "&_tag=sample"))).isEmpty();
    HttpResponse<String> posted =
        server.send(
            server
                .request("/fhir/Appointment/_search")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("patient=Patient/" + patient)));
    assertThat(ids(posted)).containsExactlyInAnyOrder(id("booked"), id("recent"));
  }

  @Test
  void itIsReadByItsIdAndHasNoNewVersion() {
    HttpResponse<String> read = get("Appointment/" + id("fulfilled"));
    assertThat(read.statusCode()).isEqualTo(200);
    Appointment appointment = server.parse(Appointment.class, read.body());
    assertThat(appointment.getMeta().getVersionId()).isEqualTo("1");
    assertThat(appointment.getMeta().getTag("https://mortar.dev/fhir/CodeSystem/pe-tag", "archive"))
        .isNotNull();
    assertThat(ids(get("Appointment?_id=" + id("fulfilled")))).containsExactly(id("fulfilled"));
    String found = "patient=Patient/" + patient;
    assertThat(server.bean(FhirStore.class).search(Appointment.class, found, 10))
        .as("what the server works with")
        .hasSize(4);
  }

  @Test
  void aSearchWithinABundleLeavesItOutToo() {
    String body =
        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\"%s\"}},"
            + "{\"request\":{\"method\":\"GET\",\"url\":\"%s&_tag=archive\"}}]}";
    Bundle answer =
        server.parse(Bundle.class, server.post("/fhir", body.formatted(search, search)).body());
    List<List<String>> found =
        answer.getEntry().stream().map(one -> ids((Bundle) one.getResource())).toList();
    assertThat(found.getFirst()).containsExactlyInAnyOrder(id("booked"), id("recent"));
    assertThat(found.getLast()).containsExactlyInAnyOrder(id("fulfilled"), id("missed"));
  }

  @Test
  void thePatientFindsTheirOwnHistoryAndNothingElseByTags() {
    String own = token(Role.PATIENT, "archive-patient-" + mark, Optional.of(patient));
    assertThat(ids(get("Appointment", own))).containsExactlyInAnyOrder(id("booked"), id("recent"));
    assertThat(ids(get("Appointment?_tag=archive", own)))
        .containsExactlyInAnyOrder(id("fulfilled"), id("missed"));
    assertThat(get("Appointment?_tag=sample", own).statusCode()).isEqualTo(403);
    assertThat(get("Appointment?_tag=archive,sample", own).statusCode()).isEqualTo(403);
  }

  @Test
  void whatIsTakenUpAgainIsFoundAgain() {
    appointment("missed", "booked", LONG_AGO.formatted(2, 30));
    assertThat(ids(get(search)))
        .containsExactlyInAnyOrder(id("booked"), id("recent"), id("missed"));
    assertThat(ids(get(search + "&_tag=archive"))).containsExactly(id("fulfilled"));
  }

  @Test
  void onlyTheManagerArchivesAndSaysHowOld() {
    assertThat(archive("").statusCode()).isEqualTo(400);
    for (Role role : List.of(Role.SENIOR_PHARMACIST, Role.ADMIN_STAFF, Role.PATIENT)) {
      HttpResponse<String> refused =
          server.send(
              server
                  .request("/fhir/Appointment/$archive", server.token(role))
                  .header("Content-Type", "application/fhir+json")
                  .POST(BodyPublishers.ofString("{\"resourceType\":\"Parameters\"}")));
      assertThat(refused.statusCode()).isEqualTo(403);
    }
  }

  private HttpResponse<String> archive(String parameters) {
    return server.post(
        "/fhir/Appointment/$archive",
        "{\"resourceType\":\"Parameters\",\"parameter\":[" + parameters + "]}");
  }

  private String id(String name) {
    return name + "-" + mark;
  }

  private void appointment(String name, String status, String start) {
    put(
        "Appointment/" + id(name),
        "\"status\":\"%s\",\"start\":\"%s\",\"end\":\"%s\",\"participant\":[{\"actor\":{\"reference\":\"Patient/%s\"},\"status\":\"accepted\"}]"
            .formatted(status, start, start.replace("T10:", "T11:"), patient));
  }

  private void put(String path, String content) {
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

  private String token(Role role, String name, Optional<String> record) {
    Accounts accounts = server.bean(Accounts.class);
    var account = new Account(name, name, role, "Practitioner/" + name, record, true);
    accounts.save(account, "a long password of a test");
    return server.bean(Tokens.class).mint(account, Scopes.parse("openid fhirUser user/*.cruds"));
  }

  private HttpResponse<String> get(String path) {
    return server.get("/fhir/" + path);
  }

  private HttpResponse<String> get(String path, String token) {
    return server.send(server.request("/fhir/" + path, token));
  }

  private List<String> ids(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return ids(server.parse(Bundle.class, answer.body()));
  }

  private static List<String> ids(Bundle found) {
    return found.getEntry().stream()
        .map(entry -> entry.getResource().getIdElement().getIdPart())
        .toList();
  }

  private int total(HttpResponse<String> answer) {
    return server.parse(Bundle.class, answer.body()).getTotal();
  }
}
