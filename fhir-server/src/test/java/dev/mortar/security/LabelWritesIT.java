package dev.mortar.security;

import static dev.mortar.security.TestLabels.CODES;
import static dev.mortar.security.TestLabels.LABEL;
import static dev.mortar.security.TestLabels.MANAGER;
import static dev.mortar.security.TestLabels.PHARMACIST;
import static dev.mortar.security.TestLabels.TECHNICIAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ways to write around the security labels, and to be told by a refusal what they hide. */
@ServerTest
class LabelWritesIT {
  private static final String SNAPSHOT = "X-Meta-Snapshot-Mode";
  private static final String LABELS = "SECURITY_LABEL";

  private final TestServer server;
  private final TestLabels labels;

  LabelWritesIT(TestServer server) {
    this.server = server;
    this.labels = new TestLabels(server);
  }

  @BeforeEach
  void aPatientWithSomethingLabelled() {
    labels.make();
  }

  @AfterEach
  void asBefore() {
    labels.permissionsAsBefore();
  }

  @AfterAll
  static void nothingIsLabelledForOthers(TestServer server) {
    TestLabels.nothingIsLabelledForOthers(server);
  }

  @Test
  void noWriteOnItSucceedsOrTellsThatItIsThere() {
    String version = labels.version(labels.hidden);
    for (String method : List.of("PUT", "PATCH", "DELETE")) {
      HttpResponse<String> there = labels.write(TECHNICIAN, method, labels.hidden);
      assertThat(there.statusCode()).as(method + there.body()).isEqualTo(403);
      labels.same(there, labels.write(TECHNICIAN, method, labels.none));
    }
    labels.same(
        labels.send(
            TECHNICIAN,
            "PUT",
            labels.hidden,
            labels.communication("new", ""),
            "If-Match",
            "W/\"" + version + "\""),
        labels.send(
            TECHNICIAN,
            "PUT",
            labels.none,
            labels.communication("new", ""),
            "If-Match",
            "W/\"" + version + "\""));
    for (String method : List.of("PUT", "POST", "PATCH")) {
      HttpResponse<String> hit = labels.conditional(method, "hidden-" + labels.mark);
      assertThat(hit.statusCode()).as(method + hit.body()).isEqualTo(403);
      labels.same(hit, labels.conditional(method, "none-" + labels.mark));
    }
    assertThat(labels.version(labels.hidden)).isEqualTo(version);
    assertThat(labels.get(PHARMACIST, labels.none).statusCode()).isEqualTo(404);
    assertThat(labels.write(TECHNICIAN, "PUT", labels.open).statusCode()).isEqualTo(200);
  }

  @Test
  void noBundleWritesItOrTellsThatItIsThere() {
    String version = labels.version(labels.hidden);
    for (String type : List.of("batch", "transaction")) {
      for (String method : List.of("PUT", "PATCH")) {
        HttpResponse<String> there = labels.bundle(type, method, labels.hidden);
        assertThat(there.statusCode()).as(there.body()).isEqualTo(403);
        labels.same(there, labels.bundle(type, method, labels.none));
      }
    }
    HttpResponse<String> read = labels.bundle("batch", "GET", labels.hidden);
    assertThat(read.body()).contains("403").doesNotContain("Communication/");
    labels.same(read, labels.bundle("batch", "GET", labels.none));
    labels.same(
        labels.bundle("batch", "GET", labels.hidden + "/_history/1"),
        labels.bundle("batch", "GET", labels.none + "/_history/1"));
    assertThat(labels.version(labels.hidden)).isEqualTo(version);
  }

  @Test
  void noReferenceTellsThatItIsThere() {
    HttpResponse<String> there =
        labels.create(TECHNICIAN, labels.communication("x", labels.finding));
    assertThat(there.statusCode()).as(there.body()).isEqualTo(403);
    labels.same(
        there,
        labels.create(TECHNICIAN, labels.communication("x", "Condition/none-" + labels.mark)));
    String seen = "Condition/seen-" + labels.mark;
    labels.people.put(seen, labels.condition("seen"));
    assertThat(labels.create(TECHNICIAN, labels.communication("y", seen)).statusCode())
        .isEqualTo(201);
    // What refers to it already may be worked on.
    labels.people.put(labels.open, labels.communication("open", labels.finding));
    HttpResponse<String> kept =
        labels.send(
            TECHNICIAN,
            "PUT",
            labels.open,
            labels.communication("changed", labels.finding),
            "Accept",
            "*/*");
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
  }

  @Test
  void aLabelGoesOnlyWithThePermission() {
    String plain = labels.communication("hidden", "");
    assertThat(labels.send(PHARMACIST, "PUT", labels.hidden, plain, "Accept", "*/*").statusCode())
        .isEqualTo(200);
    assertThat(labels.get(TECHNICIAN, labels.hidden).statusCode()).as("it stays").isEqualTo(403);
    for (String method : List.of("PUT", "PATCH")) {
      HttpResponse<String> taken =
          method.equals("PUT")
              ? labels.send(PHARMACIST, method, labels.hidden, plain, SNAPSHOT, LABELS)
              : server.send(
                  labels
                      .request(PHARMACIST, labels.hidden)
                      .header("Content-Type", "application/json-patch+json")
                      .header(SNAPSHOT, LABELS)
                      .method(
                          "PATCH",
                          BodyPublishers.ofString(
                              "[{\"op\":\"remove\",\"path\":\"/meta/security\"}]")));
      assertThat(taken.statusCode()).as(method + taken.body()).isEqualTo(403);
      assertThat(taken.body()).contains("restricted.write");
    }
    assertThat(labels.meta(PHARMACIST, labels.hidden, "$meta-delete").statusCode()).isEqualTo(403);
    String labelled = LABEL + "," + plain;
    assertThat(labels.send(PHARMACIST, "PUT", labels.open, labelled, "Accept", "*/*").statusCode())
        .isEqualTo(403);
    assertThat(labels.get(TECHNICIAN, labels.hidden).statusCode()).isEqualTo(403);
    labels.change(PHARMACIST, "\"restricted.write\"", "");
    assertThat(labels.send(PHARMACIST, "PUT", labels.hidden, plain, SNAPSHOT, LABELS).statusCode())
        .isEqualTo(200);
    assertThat(labels.get(TECHNICIAN, labels.hidden).statusCode()).isEqualTo(200);
    labels.change(MANAGER, "", "\"restricted.write\"");
    assertThat(labels.meta(MANAGER, labels.open, "$meta-add").statusCode()).isEqualTo(403);
  }

  @Test
  void nobodyConsentsForThePatientToWhatTheyDoNotSee() {
    String consent = "Consent/labels-" + labels.mark;
    String opening =
        labels.consent("\"securityLabel\":[{\"system\":\"" + CODES + "\",\"code\":\"ETH\"}],");
    String deep = labels.consent("\"provision\":[{\"securityLabel\":[{\"code\":\"ETH\"}]}],");
    assertThat(labels.post(TECHNICIAN, "Consent", "Consent", opening).statusCode()).isEqualTo(403);
    assertThat(labels.post(TECHNICIAN, "Consent", "Consent", deep).statusCode()).isEqualTo(403);
    assertThat(labels.post(TECHNICIAN, "Consent", "Consent", labels.consent("")).statusCode())
        .isEqualTo(201);
    labels.people.put(consent, opening.replace("\"active\"", "\"inactive\""));
    assertThat(labels.send(TECHNICIAN, "PUT", consent, opening, "Accept", "*/*").statusCode())
        .isEqualTo(403);
    assertThat(labels.get(TECHNICIAN, labels.hidden).statusCode()).isEqualTo(403);
    assertThat(labels.send(PHARMACIST, "PUT", consent, opening, "Accept", "*/*").statusCode())
        .isEqualTo(200);
    assertThat(labels.get(TECHNICIAN, labels.hidden).statusCode()).isEqualTo(200);
  }

  @Test
  void aProgramKeepsUpWhatItBringsAndDoesNotReadItBack() {
    String lab = server.token(Role.SYSTEM_LAB);
    String result =
        "{\"resourceType\":\"Observation\",%s,\"status\":\"%s\",\"identifier\":[{\"system\":\"urn:lab\",\"value\":\"%s\"}],\"code\":{\"text\":\"alcohol\"},\"subject\":{\"reference\":\"Patient/%s\"}}";
    String first = result.formatted(LABEL, "preliminary", labels.mark, labels.patient);
    HttpResponse<String> made = labels.as(lab, "POST", "Observation", first);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String path =
        made.headers()
            .firstValue("Location")
            .orElseThrow()
            .replaceAll(".*(Observation/[^/]+).*", "$1");
    String last = result.formatted(LABEL, "final", labels.mark, labels.patient);
    String own = "Observation?identifier=urn:lab%7C" + labels.mark;
    assertThat(labels.as(lab, "PUT", own, last).statusCode()).isEqualTo(200);
    assertThat(labels.get(PHARMACIST, path).body()).contains("\"final\"");
    assertThat(server.send(server.request("/fhir/" + path, lab)).statusCode()).isEqualTo(403);
    for (String guess :
        List.of("Observation?code:text=alcohol", "Observation?identifier=urn:lab%7C", path)) {
      assertThat(labels.as(lab, "PUT", guess, last).statusCode()).as(guess).isIn(400, 403);
    }
    assertThat(labels.version(path)).isEqualTo("2");
    String entry =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":%s,\"request\":{\"method\":\"PUT\",\"url\":\"%s\"}}]}";
    String amended = result.formatted(LABEL, "amended", labels.mark, labels.patient);
    HttpResponse<String> again = labels.as(lab, "POST", "", entry.formatted(amended, own));
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(again.body()).contains("_history/3").doesNotContain("alcohol");
  }
}
