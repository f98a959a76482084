package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpResponse;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServerTest
class ClosedByDefaultIT {
  private final TestServer server;

  ClosedByDefaultIT(TestServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir/Patient",
        "/fhir",
        "/fhir/Patient/1",
        "/fhir/$export",
        "/fhir/_history",
        "/fhir/$graphql?query=%7BPatient%7Bid%7D%7D",
        "/fhir?_getpages=x",
        "/api/me",
        "/api/hl7/messages",
        "/actuator/metrics",
        "/actuator",
        "/h2-console",
        "/cds-services/pe-follow-up",
        "/cds-services/",
        "/anything"
      })
  void withoutATokenTheAnswerIs401WithAChallengeAndAnOutcome(String path) {
    HttpResponse<String> answer = server.send(server.anonymous(path));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(server.parse(OperationOutcome.class, answer.body()).getIssue()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir/metadata",
        "/fhir/.well-known/smart-configuration",
        "/actuator/health/readiness",
        "/login",
        "/login/style.css",
        "/oauth2/jwks",
        "/.well-known/openid-configuration",
        "/.well-known/jwks.json",
        "/cds-services"
      })
  void onlyWhatEveryoneMayKnowIsOpen(String path) {
    assertThat(server.send(server.anonymous(path)).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenInTheAddressIsNoToken() {
    String token = server.token(Role.MANAGER);
    assertThat(server.send(server.anonymous("/fhir/Patient?access_token=" + token)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void theCallerLearnsWhoTheyAre() {
    HttpResponse<String> me = server.send(server.request("/api/me", server.token(Role.TECHNICIAN)));
    assertThat(me.statusCode()).isEqualTo(200);
    assertThat(me.body())
        .contains("\"role\":\"technician\"")
        .contains("\"fhirUser\":\"Practitioner/test-technician\"")
        .contains("clinical.read")
        .doesNotContain("system");
  }

  @Test
  void theAdminAddressesAreForRolesThatNeedThem() {
    assertThat(status("/actuator/metrics", Role.STAFF_PHARMACIST)).isEqualTo(403);
    assertThat(status("/actuator/metrics", Role.MANAGER)).isEqualTo(200);
    assertThat(status("/api/hl7/messages", Role.PATIENT)).isEqualTo(403);
    assertThat(status("/api/hl7/messages", Role.ADMIN_STAFF)).isEqualTo(403);
  }

  @Test
  void theAnswerTellsNoVersionAndLetsNothingRun() {
    HttpResponse<String> answer = server.get("/fhir/Patient");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().map())
        .containsKey("content-security-policy")
        .containsKey("x-content-type-options")
        .doesNotContainKey("set-cookie");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private int status(String path, Role role) {
    return server.send(server.request(path, server.token(role))).statusCode();
  }
}
