package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.TestLicence;
import dev.mortar.server.TestServer;
import dev.mortar.storage.label.LabelledTypes;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A patient with two messages and a finding, of which one message and the finding carry a label; a
 * technician, from whom it hides, a pharmacist and a manager, who see it.
 */
final class TestLabels {
  static final String CODES = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  static final String LABEL =
      "\"meta\":{\"security\":[{\"system\":\"" + CODES + "\",\"code\":\"ETH\"}]}";
  static final String TECHNICIAN = "label-attacker";
  static final String PHARMACIST = "label-pharmacist";
  static final String MANAGER = "label-manager";

  private static final String BUNDLE_ID = "\"id\":\"[0-9a-f-]{36}\",";

  private final TestServer server;
  final TestPlaces people;
  final String mark = UUID.randomUUID().toString().substring(0, 8);
  final String patient = "labels-" + mark;
  final String open = "Communication/open-" + mark;
  final String hidden = "Communication/hidden-" + mark;
  final String none = "Communication/none-" + mark;
  final String finding = "Condition/finding-" + mark;
  final String list = "Communication?patient=Patient/" + patient;

  TestLabels(TestServer server) {
    this.server = server;
    this.people = new TestPlaces(server);
  }

  void make() {
    account(TECHNICIAN, Role.TECHNICIAN);
    account(PHARMACIST, Role.STAFF_PHARMACIST);
    account(MANAGER, Role.MANAGER);
    people.put("Patient/" + patient, "\"name\":[{\"family\":\"Labeled\"}]");
    people.put(open, communication("open", ""));
    people.put(hidden, LABEL + "," + communication("hidden", ""));
    people.put(finding, LABEL + "," + condition("finding"));
  }

  void permissionsAsBefore() {
    for (String account : List.of(TECHNICIAN, PHARMACIST, MANAGER)) {
      change(account, "", "");
    }
  }

  static void nothingIsLabelledForOthers(TestServer server) {
    server
        .bean(JdbcClient.class)
        .sql("delete from mortar_marked_type where mark = 'label' and type <> '*'")
        .update();
    server.bean(LabelledTypes.class).forget();
  }

  void account(String name, Role role) {
    people.put("Practitioner/" + name, TestLicence.JSON);
    people.account(name, role, "Practitioner/" + name, Optional.empty());
  }

  void change(String account, String granted, String denied) {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/accounts/" + account + "/access")
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"granted\":[%s],\"denied\":[%s],\"reason\":\"For the test\"}"
                            .formatted(granted, denied))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  String communication(String value, String about) {
    String subject = about.isEmpty() ? "" : ",\"about\":[{\"reference\":\"%s\"}]".formatted(about);
    return "\"status\":\"completed\",\"identifier\":[{\"system\":\"urn:label\",\"value\":\"%s-%s\"}],\"subject\":{\"reference\":\"Patient/%s\"}%s"
        .formatted(value, mark, patient, subject);
  }

  String condition(String code) {
    return "\"code\":{\"text\":\"%s\"},\"subject\":{\"reference\":\"Patient/%s\"}"
        .formatted(code, patient);
  }

  String consent(String labels) {
    return ("\"status\":\"active\",\"scope\":{\"text\":\"privacy\"},\"category\":[{\"text\":\"access\"}],"
            + "\"patient\":{\"reference\":\"Patient/%s\"},\"provision\":{\"type\":\"permit\",%s"
            + "\"actor\":[{\"role\":{\"text\":\"reader\"},\"reference\":{\"reference\":\"Practitioner/%s\"}}]}")
        .formatted(patient, labels, TECHNICIAN);
  }

  /** Word by word, but for the id that was asked for. */
  void same(HttpResponse<String> one, HttpResponse<String> other) {
    assertThat(other.statusCode()).isEqualTo(one.statusCode());
    String answer = other.body().replace("none-" + mark, "hidden-" + mark);
    assertThat(answer.replaceAll(BUNDLE_ID, "")).isEqualTo(one.body().replaceAll(BUNDLE_ID, ""));
  }

  HttpResponse<String> write(String who, String method, String path) {
    if (method.equals("PATCH")) {
      return server.send(
          request(who, path)
              .header("Content-Type", "application/json-patch+json")
              .method(
                  method,
                  BodyPublishers.ofString(
                      "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"stopped\"}]")));
    }
    return send(who, method, path, communication("new", ""), "Accept", "*/*");
  }

  HttpResponse<String> send(
      String who, String method, String path, String content, String header, String value) {
    return server.send(
        request(who, path)
            .header("Content-Type", "application/fhir+json")
            .header(header, value)
            .method(method, BodyPublishers.ofString(resource(path, content))));
  }

  private static String resource(String path, String content) {
    String[] parts = path.split("/", 2);
    return "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(parts[0], parts[1], content);
  }

  HttpResponse<String> conditional(String method, String value) {
    String match = "identifier=urn:label%7C" + value;
    String body = "{\"resourceType\":\"Communication\"," + communication("z", "") + "}";
    HttpRequest.Builder request =
        method.equals("POST")
            ? request(TECHNICIAN, "Communication").header("If-None-Exist", match)
            : request(TECHNICIAN, "Communication?" + match);
    boolean patch = method.equals("PATCH");
    return server.send(
        request
            .header("Content-Type", patch ? "application/json-patch+json" : "application/fhir+json")
            .method(method, BodyPublishers.ofString(patch ? "[]" : body)));
  }

  HttpResponse<String> bundle(String type, String method, String path) {
    String entry =
        switch (method) {
          case "GET" -> "";
          case "PUT" -> "\"resource\":" + resource(path, communication("new", "")) + ",";
          default ->
              "\"resource\":{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":[{\"name\":\"type\",\"valueCode\":\"replace\"},{\"name\":\"path\",\"valueString\":\"Communication.status\"},{\"name\":\"value\",\"valueCode\":\"stopped\"}]}]},";
        };
    return server.send(
        request(TECHNICIAN, "")
            .header("Content-Type", "application/fhir+json")
            .POST(
                BodyPublishers.ofString(
                    "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[{%s\"request\":{\"method\":\"%s\",\"url\":\"%s\"}}]}"
                        .formatted(type, entry, method, path))));
  }

  HttpResponse<String> create(String who, String content) {
    return post(who, "Communication", "Communication", content);
  }

  HttpResponse<String> post(String who, String path, String type, String content) {
    return server.send(
        request(who, path)
            .header("Content-Type", "application/fhir+json")
            .POST(
                BodyPublishers.ofString("{\"resourceType\":\"%s\",%s}".formatted(type, content))));
  }

  HttpResponse<String> meta(String who, String path, String operation) {
    return server.send(
        request(who, path + "/" + operation)
            .header("Content-Type", "application/fhir+json")
            .POST(
                BodyPublishers.ofString(
                    "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"meta\",\"valueMeta\":{\"security\":[{\"system\":\"%s\",\"code\":\"ETH\"}]}}]}"
                        .formatted(CODES))));
  }

  HttpResponse<String> as(String token, String method, String path, String json) {
    return server.send(
        server
            .request("/fhir/" + path, token)
            .header("Content-Type", "application/fhir+json")
            .method(method, BodyPublishers.ofString(json)));
  }

  HttpRequest.Builder request(String who, String path) {
    return server.request("/fhir" + (path.isEmpty() ? "" : "/" + path), people.token(who));
  }

  HttpResponse<String> get(String who, String path) {
    return server.send(request(who, path));
  }

  String version(String path) {
    return server
        .get("/fhir/" + path)
        .body()
        .replaceAll("(?s).*\"versionId\": *\"(\\d+)\".*", "$1");
  }

  static String id(String reference) {
    return reference.substring(reference.indexOf('/') + 1);
  }
}
