package dev.mortar.security;

import static dev.mortar.security.TestLabels.LABEL;
import static dev.mortar.security.TestLabels.MANAGER;
import static dev.mortar.security.TestLabels.PHARMACIST;
import static dev.mortar.security.TestLabels.TECHNICIAN;
import static dev.mortar.security.TestLabels.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ways to read around the security labels: what was kept, and what is given or taken. */
@ServerTest
class LabelAttacksIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final TestServer server;
  private final TestLabels labels;

  LabelAttacksIT(TestServer server) {
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
  void whatSomebodyElseHasReadIsNotShownFromMemory() {
    for (int time = 0; time < 3; time++) {
      assertThat(labels.get(PHARMACIST, labels.hidden).statusCode()).isEqualTo(200);
      assertThat(labels.get(TECHNICIAN, labels.hidden).statusCode()).isEqualTo(403);
    }
    HttpResponse<String> unchanged =
        server.send(labels.request(TECHNICIAN, labels.hidden).header("If-None-Match", "W/\"1\""));
    assertThat(unchanged.statusCode()).isEqualTo(403);
    // The label of what is in the memory comes and goes without a version.
    assertThat(labels.get(TECHNICIAN, labels.open).statusCode()).isEqualTo(200);
    assertThat(labels.meta(MANAGER, labels.open, "$meta-add").statusCode()).isEqualTo(200);
    assertThat(labels.get(TECHNICIAN, labels.open).statusCode()).isEqualTo(403);
    assertThat(labels.meta(MANAGER, labels.open, "$meta-delete").statusCode()).isEqualTo(200);
    assertThat(labels.get(TECHNICIAN, labels.open).statusCode()).isEqualTo(200);
  }

  @Test
  void searchesOfOnePageAndOfSeveralLeaveItOut() {
    for (int more = 0; more < 3; more++) {
      labels.people.put(
          "Communication/more-" + more + labels.mark, labels.communication("more" + more, ""));
    }
    for (String query :
        List.of("", "&_count=2", "&_elements=status", "&_summary=text", "&_sort=-_lastUpdated")) {
      int found = 0;
      String next = server.root() + "/fhir/" + labels.list + query;
      while (!next.isEmpty()) {
        String path = next.substring(server.root().toString().length());
        HttpResponse<String> answer =
            server.send(server.request(path, labels.people.token(TECHNICIAN)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).as(query).doesNotContain(id(labels.hidden));
        Bundle page = server.parse(Bundle.class, answer.body());
        found += page.getEntry().size();
        next = page.getLink("next") == null ? "" : page.getLink("next").getUrl();
      }
      assertThat(found).as(query).isEqualTo(4);
    }
    assertThat(labels.get(PHARMACIST, labels.list).body()).contains(id(labels.hidden));
  }

  @Test
  void theFullTextCountsItForNobodyElse() throws Exception {
    String word = "Merlin" + labels.mark;
    String text = ",\"payload\":[{\"contentString\":\"" + word + "\"}]";
    labels.people.put(labels.hidden, LABEL + "," + labels.communication("hidden", "") + text);
    String content = "Communication?_content=" + word + "&_total=accurate";
    Await.until("the index", SOON, () -> total(labels.get(PHARMACIST, content)) == 1);
    assertThat(total(labels.get(TECHNICIAN, content))).isZero();
    labels.people.put(labels.open, labels.communication("open", "") + text);
    Await.until("the index", SOON, () -> total(labels.get(TECHNICIAN, content)) == 1);
    assertThat(labels.get(TECHNICIAN, content).body())
        .contains(id(labels.open))
        .doesNotContain(id(labels.hidden));
  }

  @Test
  void thePermissionOfOnePersonOpensAndCloses() {
    labels.change(TECHNICIAN, "\"restricted.read\"", "");
    assertThat(labels.get(TECHNICIAN, labels.hidden).statusCode()).isEqualTo(200);
    assertThat(labels.get(TECHNICIAN, labels.list).body())
        .contains(id(labels.hidden))
        .doesNotContain("REDACTED");
    labels.change(PHARMACIST, "", "\"restricted.read\"");
    assertThat(labels.get(PHARMACIST, labels.hidden).statusCode()).isEqualTo(403);
    assertThat(labels.get(PHARMACIST, labels.list).body())
        .contains(id(labels.open), "REDACTED")
        .doesNotContain(id(labels.hidden));
    HttpResponse<String> everything =
        labels.get(PHARMACIST, "Patient/" + labels.patient + "/$everything?_count=50");
    assertThat(everything.statusCode()).as(everything.body()).isEqualTo(200);
    assertThat(everything.body())
        .contains(id(labels.open))
        .doesNotContain(id(labels.hidden) + "\"", id(labels.finding) + "\"");
    HttpResponse<String> called = labels.meta(PHARMACIST, labels.hidden, "$validate");
    assertThat(called.statusCode()).as(called.body()).isEqualTo(403);
    labels.same(called, labels.meta(PHARMACIST, labels.none, "$validate"));
  }

  @Test
  void aManagerFromWhomItIsTakenHasNoWayAroundEither() {
    String graph =
        "$graphql?query=%7BCommunication(id:%22" + id(labels.hidden) + "%22)%7Bstatus%7D%7D";
    assertThat(labels.get(MANAGER, graph).statusCode()).isEqualTo(200);
    labels.change(MANAGER, "", "\"restricted.read\"");
    assertThat(labels.get(MANAGER, labels.hidden).statusCode()).isEqualTo(403);
    assertThat(labels.get(MANAGER, labels.hidden + "/$meta").statusCode()).isEqualTo(403);
    assertThat(labels.write(MANAGER, "DELETE", labels.hidden).statusCode()).isEqualTo(403);
    for (String path : List.of(graph, "_history", "Communication/_history")) {
      assertThat(labels.get(MANAGER, path).statusCode()).as(path).isEqualTo(403);
    }
    HttpResponse<String> export =
        server.send(
            labels
                .request(MANAGER, "$export?_type=Communication")
                .header("Prefer", "respond-async"));
    assertThat(export.statusCode()).as(export.body()).isEqualTo(403);
    String give = "{\"granted\":[\"restricted.read\"],\"denied\":[],\"reason\":\"x\"}";
    HttpResponse<String> given =
        server.send(
            server
                .request("/api/accounts/" + TECHNICIAN + "/access", labels.people.token(MANAGER))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(give)));
    assertThat(given.statusCode()).as("what they do not have they do not give").isEqualTo(403);
  }

  private int total(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return server.parse(Bundle.class, answer.body()).getTotal();
  }
}
