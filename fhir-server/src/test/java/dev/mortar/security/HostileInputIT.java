package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, addresses and headers that only an attacker sends; all by one who may do everything. */
@ServerTest
class HostileInputIT {
  private static final String PATIENT = "{\"resourceType\":\"Patient\"";

  private final TestServer server;
  private final String id = UUID.randomUUID().toString();

  HostileInputIT(TestServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE p [<!ENTITY x SYSTEM \"http://127.0.0.1:1/x\">]>",
        "<!DOCTYPE p [<!ENTITY % y SYSTEM \"http://127.0.0.1:1/x\"> %y; <!ENTITY x \"z\">]>",
        "<!DOCTYPE p SYSTEM \"http://127.0.0.1:1/p.dtd\" [<!ENTITY x \"z\">]>",
        "<!DOCTYPE p [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY x \"&b;&b;&b;&b;&b;&b;\">]>"
      })
  void xmlBringsNoEntitiesOfItsOwn(String prologue) {
    String body =
        prologue
            + "<Patient xmlns=\"http://hl7.org/fhir\"><name><family value=\"&x;\"/></name></Patient>";
    HttpResponse<String> answer = post("/fhir/Patient", "application/fhir+xml", body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
    assertThat(answer.body()).contains("OperationOutcome").doesNotContain("root:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"active\":true,\"active\":false}",
        ",\"resourceType\":\"Observation\"}",
        ",\"name\":[{\"family\":\"a\\u0000b\"}]}",
        ",\"name\":[{\"family\":\"a\\ud800b\"}]}",
        ",\"name\":[{\"family\":\"a\\udc00\"}]}",
        ",\"multipleBirthInteger\":NaN}",
        ",\"active\":true",
        ",\"active\":true}}"
      })
  void jsonThatTwoReadersCouldTakeForTwoThingsIsRefused(String rest) {
    HttpResponse<String> answer = post("/fhir/Patient", "application/fhir+json", PATIENT + rest);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("OperationOutcome");
  }

  @Test
  void nestingAndDigitsWithoutEndAreRefused() {
    String deep = "{\"extension\":[".repeat(400) + "]}".repeat(400);
    assertThat(
            post("/fhir/Patient", "application/fhir+json", PATIENT + ",\"x\":" + deep + "}")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            post(
                    "/fhir/Patient",
                    "application/fhir+json",
                    PATIENT + ",\"multipleBirthInteger\":" + "9".repeat(100_000) + "}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void aBundleHasAnEnd() {
    String entry = "{\"request\":{\"method\":\"GET\",\"url\":\"Patient/none\"}},".repeat(10_000);
    String bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":["
            + entry.substring(0, entry.length() - 1)
            + "]}";
    assertThat(post("/fhir", "application/fhir+json", bundle).statusCode()).isEqualTo(400);
  }

  @Test
  void aParameterHasAnEndAndAPageToo() {
    String values = "x,".repeat(10_000) + "x";
    HttpResponse<String> many =
        post("/fhir/Patient/_search", "application/x-www-form-urlencoded", "identifier=" + values);
    assertThat(many.statusCode()).isEqualTo(400);
    HttpResponse<String> page = server.get("/fhir/ValueSet?_count=1000000000&_elements=id");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(server.parse(Bundle.class, page.body()).getEntry().size()).isLessThanOrEqualTo(500);
    assertThat(server.get("/fhir/Patient?_count=99999999999").statusCode()).isEqualTo(400);
  }

  @Test
  void aNarrativeKeepsItsTextAndLosesWhatRuns() {
    String div =
        "<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><p onclick=\\\"x()\\\">kept</p>"
            + "<script>alert(1)</script><img src=\\\"https://evil.example/x.png\\\"/>"
            + "<a href=\\\"javascript:x()\\\">word</a></div>";
    String json =
        PATIENT
            + ",\"id\":\"%s\",\"text\":{\"status\":\"generated\",\"div\":\"%s\"}}"
                .formatted(id, div);
    assertThat(put(json).statusCode()).isEqualTo(201);
    String stored = server.get("/fhir/Patient/" + id).body();
    assertThat(stored).contains("kept").contains("word");
    assertThat(stored)
        .doesNotContain("script")
        .doesNotContain("onclick")
        .doesNotContain("evil.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>x</script>",
        "data:image/svg+xml;base64,PHN2Zz4="
      })
  void anAddressThatIsAScriptIsNotStored(String address) {
    String json = PATIENT + ",\"id\":\"%s\",\"photo\":[{\"url\":\"%s\"}]}".formatted(id, address);
    HttpResponse<String> answer = put(json);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
    assertThat(server.get("/fhir/Patient/" + id).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir/Patient?family='%20or%20'1'='1",
        "/fhir/Patient?_id=x';drop%20table%20hfj_resource;--",
        "/fhir/Patient?identifier=a%7Cb%27)%20union%20select%201--",
        "/fhir/Patient?_content=%2B%2D%26%26%7C%7C!()%7B%7D%5B%5D%5E%22~*?:%5C/",
        "/fhir/Patient?_content=%22",
        "/fhir/Patient?name=%25%25_%25",
        "/fhir/Patient?name=%5C",
        "/fhir/Patient?_sort=family;drop"
      })
  void theLanguagesOfDatabaseAndIndexAreOnlyText(String search) {
    HttpResponse<String> answer = server.get(search);
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
    assertThat(answer.body()).doesNotContain("SQL").doesNotContain("org.");
    assertThat(server.get("/fhir/Patient?_count=1").statusCode()).isEqualTo(200);
  }

  @Test
  void theHostHeaderMovesNoLink() throws IOException {
    String request =
        "GET /fhir/Patient?_count=1 HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
            + "Authorization: Bearer "
            + server.token(Role.MANAGER)
            + "\r\nConnection: close\r\n\r\n";
    try (var socket = new Socket(server.root().getHost(), server.root().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).contains(server.fhirBase()).doesNotContain("evil.example");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir/Patient?name=a%0d%0aX-Evil:%201",
        "/fhir/Patient/a%0d%0aX-Evil:%201",
        "/fhir/Binary/..%2f..%2fetc%2fpasswd",
        "/fhir/Binary/%2e%2e/%2e%2e/etc/passwd",
        "/app/..%2f..%2fetc/passwd",
        "/app/%2e%2e/%2e%2e/etc/passwd"
      })
  void aLineBreakOrAPathInAnAddressStaysText(String path) {
    HttpResponse<String> answer = server.get(path);
    assertThat(answer.statusCode()).isLessThan(500);
    assertThat(answer.headers().firstValue("X-Evil")).isEmpty();
    assertThat(answer.body()).doesNotContain("root:");
  }

  @Test
  void aRequestIdComesBackOnlyIfItIsOne() {
    HttpResponse<String> answer =
        server.send(server.request("/fhir/Patient?_count=1").header("X-Request-ID", "<script>"));
    assertThat(answer.headers().firstValue("X-Request-ID").orElse("")).doesNotContain("<");
  }

  @Test
  void versionAndTimeAreTheServersToSay() {
    String json =
        PATIENT
            + ",\"id\":\"%s\",\"meta\":{\"versionId\":\"77\",\"lastUpdated\":\"2001-01-01T00:00:00Z\"}}"
                .formatted(id);
    assertThat(put(json).statusCode()).isIn(201, 400, 409, 412);
    String stored = server.get("/fhir/Patient/" + id).body();
    assertThat(stored).doesNotContain("\"77\"").doesNotContain("2001-01-01");
  }

  @Test
  void thereIsNoConsoleAndNoTypeToChoose() {
    for (String path : new String[] {"/h2-console", "/actuator/heapdump", "/actuator/env"}) {
      assertThat(server.get(path).statusCode()).isBetween(400, 404);
    }
    String typed = PATIENT + ",\"@class\":\"java.net.URL\",\"@type\":\"java.net.URL\"}";
    HttpResponse<String> answer = post("/fhir/Patient", "application/fhir+json", typed);
    assertThat(answer.statusCode()).isLessThan(500);
    assertThat(answer.body()).doesNotContain("java.net");
  }

  private HttpResponse<String> post(String path, String type, String body) {
    return server.send(
        server.request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> put(String json) {
    return server.send(
        server
            .request("/fhir/Patient/" + id)
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(json)));
  }
}
