package dev.mortar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mortar.access.Role;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person gets all that is kept of them, and nobody else does. */
@ServerTest
class SubjectExportIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestServer server;
  private final String mark = UUID.randomUUID().toString();

  SubjectExportIT(TestServer server) {
    this.server = server;
  }

  /** The patient of the tokens is everybody's; who counts what it has counts ours, too. */
  @AfterEach
  void leaveThePatientAsItWas() {
    for (String mine : List.of("Observation/mine-" + mark, "Task/mine-" + mark)) {
      server.send(server.request("/fhir/" + mine).DELETE());
    }
  }

  @Test
  void thePatientGetsTheWholeRecordAndWhoHasSeenIt() throws Exception {
    put("Patient/test-patient", "\"name\":[{\"family\":\"Exported\"}]");
    put("Observation/mine-" + mark, about("test-patient"));
    put(
        "Task/mine-" + mark,
        "\"status\":\"ready\",\"intent\":\"order\",\"for\":{\"reference\":\"Patient/test-patient\"}");
    put("Patient/another-" + mark, "\"name\":[{\"family\":\"Another\"}]");
    put("Observation/another-" + mark, about("another-" + mark));
    server.send(server.request("/fhir/Patient/test-patient", server.token(Role.SYSTEM_EHR)));
    Await.until("the disclosure", PATIENCE, () -> export(Role.PATIENT).contains("test-system-ehr"));

    String body = export(Role.PATIENT);

    assertThat(body)
        .contains("Exported", "mine-" + mark, "\"Task\"")
        .doesNotContain("another-" + mark);
    assertThat(export(Role.MANAGER)).contains("mine-" + mark);
    checkSignature(server.parse(Bundle.class, body));
  }

  @Test
  void nobodyElseGetsIt() {
    put("Patient/test-patient", "\"name\":[{\"family\":\"Exported\"}]");
    put("Patient/another-" + mark, "\"name\":[{\"family\":\"Another\"}]");
    for (Role role :
        List.of(Role.SENIOR_PHARMACIST, Role.CAREGIVER, Role.SYSTEM_EHR, Role.ANALYST)) {
      assertThat(status("test-patient", role)).as(role.code()).isEqualTo(403);
    }
    assertThat(status("another-" + mark, Role.PATIENT)).isEqualTo(403);
    assertThat(status("nobody-" + mark, Role.PATIENT)).isEqualTo(403);
    assertThat(status("nobody-" + mark, Role.MANAGER)).isEqualTo(404);
  }

  private void checkSignature(Bundle bundle) throws Exception {
    String lines =
        bundle.getEntry().stream()
            .map(BundleEntryComponent::getResource)
            .map(resource -> server.fhir().newJsonParser().encodeResourceToString(resource))
            .collect(Collectors.joining("\n"));
    String digest =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(lines.getBytes(StandardCharsets.UTF_8)));
    assertThat(bundle.getIdentifier().getValue()).isEqualTo("urn:sha-256:" + digest);
    SignedJWT signature =
        SignedJWT.parse(new String(bundle.getSignature().getData(), StandardCharsets.US_ASCII));
    var keys = JWKSet.parse(server.send(server.anonymous("/oauth2/jwks")).body());
    var key = keys.getKeyByKeyId(signature.getHeader().getKeyID()).toRSAKey();
    assertThat(signature.verify(new RSASSAVerifier(key))).isTrue();
    assertThat(signature.getJWTClaimsSet().getStringClaim("sha-256")).isEqualTo(digest);
    assertThat(server.send(server.request("/fhir/Patient", signature.serialize())).statusCode())
        .as("a statement is no token")
        .isEqualTo(401);
  }

  private String export(Role role) {
    return server
        .send(server.request("/fhir/Patient/test-patient/$subject-export", server.token(role)))
        .body();
  }

  private int status(String patient, Role role) {
    return server
        .send(server.request("/fhir/Patient/" + patient + "/$subject-export", server.token(role)))
        .statusCode();
  }

  private static String about(String patient) {
    return "\"status\":\"final\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/%s\"}"
        .formatted(patient);
  }

  private void put(String reference, String content) {
    String[] parts = reference.split("/", 2);
    var answer =
        server.send(
            server
                .request("/fhir/" + reference)
                .header("Content-Type", "application/fhir+json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}"
                            .formatted(parts[0], parts[1], content))));
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }
}
