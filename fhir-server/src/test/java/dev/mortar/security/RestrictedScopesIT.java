package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.Tokens;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A scope with a restriction holds on every way to the data, for a role that may see it all. */
@ServerTest
class RestrictedScopesIT {
  private static final String LABORATORY = "laboratory";
  private static final String VITAL = "vital-signs";

  private final TestServer server;

  RestrictedScopesIT(TestServer server) {
    this.server = server;
  }

  @BeforeEach
  void twoObservationsExist() {
    put("Observation/scoped-lab", observation("scoped-lab", LABORATORY), token("user/*.cruds"));
    put("Observation/scoped-vital", observation("scoped-vital", VITAL), token("user/*.cruds"));
  }

  @Test
  void onlyTheNamedPartIsRead() {
    String token = token("user/Observation.rs?category=" + LABORATORY);
    assertThat(status("Observation/scoped-lab", token)).isEqualTo(200);
    assertThat(status("Observation/scoped-lab/_history", token)).isEqualTo(200);
    assertThat(status("Observation/scoped-lab/_history/1", token)).isEqualTo(200);
    assertThat(status("Observation/scoped-vital", token)).isEqualTo(403);
    assertThat(status("Observation/scoped-vital/_history/1", token)).isEqualTo(403);
    assertThat(status("Observation/no-such", token)).isEqualTo(403);
    assertThat(status("Patient/any", token)).isEqualTo(403);
    assertThat(status("Observation/_history", token)).isEqualTo(403);
  }

  @Test
  void aSearchFindsAndCountsOnlyTheNamedPart() {
    String token = token("user/Observation.rs?category=" + LABORATORY);
    String both = "Observation?_id=scoped-lab,scoped-vital";
    assertThat(ids(both, token)).containsExactly("scoped-lab");
    assertThat(bundle(both + "&_summary=count", token).getTotal()).isEqualTo(1);
    assertThat(ids(both + "&category=" + VITAL, token)).isEmpty();
    assertThat(ids(both + "&category=" + LABORATORY + "," + VITAL, token))
        .containsExactly("scoped-lab");
    assertThat(status("Observation?patient.name=x", token)).isEqualTo(403);
    assertThat(status("Observation?_has:Provenance:target:_id=1", token)).isEqualTo(403);
  }

  @Test
  void twoRestrictedScopesAddUp() {
    String token =
        token(
            "user/Observation.rs?category=%s user/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|%s"
                .formatted(LABORATORY, VITAL));
    assertThat(ids("Observation?_id=scoped-lab,scoped-vital", token)).hasSize(2);
    assertThat(status("Observation/scoped-vital", token)).isEqualTo(200);
  }

  @Test
  void aBatchIsNarrowedToo() {
    Bundle batch = new Bundle();
    batch.setType(Bundle.BundleType.BATCH);
    batch
        .addEntry()
        .getRequest()
        .setMethod(HTTPVerb.GET)
        .setUrl("Observation?_id=scoped-lab,scoped-vital");
    String token = token("user/Observation.rs?category=" + LABORATORY);
    HttpResponse<String> answer =
        server.send(
            server
                .request("/fhir", token)
                .header("Content-Type", "application/fhir+json")
                .POST(
                    BodyPublishers.ofString(
                        server.fhir().newJsonParser().encodeResourceToString(batch))));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("scoped-lab").doesNotContain("\"scoped-vital\"");
  }

  @Test
  void nothingIsWrittenIntoOrOutOfAnotherPart() {
    String token = token("user/Observation.crus?category=" + LABORATORY);
    assertThat(put("Observation/scoped-new", observation("scoped-new", LABORATORY), token))
        .isIn(200, 201);
    assertThat(put("Observation/scoped-lab", observation("scoped-lab", VITAL), token))
        .isEqualTo(403);
    assertThat(put("Observation/scoped-vital", observation("scoped-vital", LABORATORY), token))
        .isEqualTo(403);
    assertThat(put("Observation/scoped-other", observation("scoped-other", VITAL), token))
        .isEqualTo(403);
  }

  private String token(String scopes) {
    server.token(Role.MANAGER);
    return server
        .bean(Tokens.class)
        .mint(server.bean(Accounts.class).find("test-manager").orElseThrow(), Scopes.parse(scopes));
  }

  private int status(String address, String token) {
    return server.send(server.request("/fhir/" + address, token)).statusCode();
  }

  private Bundle bundle(String address, String token) {
    HttpResponse<String> answer = server.send(server.request("/fhir/" + address, token));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return server.parse(Bundle.class, answer.body());
  }

  private List<String> ids(String address, String token) {
    return bundle(address, token).getEntry().stream()
        .map(entry -> entry.getResource().getIdElement().getIdPart())
        .toList();
  }

  private int put(String address, String json, String token) {
    return server
        .send(
            server
                .request("/fhir/" + address, token)
                .header("Content-Type", "application/fhir+json")
                .PUT(BodyPublishers.ofString(json)))
        .statusCode();
  }

  private static String observation(String id, String category) {
    return """
        {"resourceType":"Observation","id":"%s","status":"final","code":{"text":"x"},
         "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"%s"}]}]}"""
        .formatted(id, category);
  }
}
