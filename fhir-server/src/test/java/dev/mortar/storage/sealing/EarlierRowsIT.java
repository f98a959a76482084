package dev.mortar.storage.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.storage.retention.Canary;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a version of the server without sealing has stored is sealed by one that has it. */
@ServerTest
class EarlierRowsIT {
  private static final String SYSTEM = "http://hl7.org/fhir/sid/us-ssn";

  private final TestServer server;
  private final JdbcClient jdbc;
  private final Canary canary;
  private final Sealing sealing;
  private final String id = "earlier-" + UUID.randomUUID().toString().substring(0, 8);
  private final String number = "9" + ThreadLocalRandom.current().nextInt(10_000_000, 100_000_000);

  EarlierRowsIT(TestServer server) {
    this.server = server;
    this.jdbc = server.bean(JdbcClient.class);
    this.canary = new Canary(server);
    this.sealing = server.bean(Sealing.class);
  }

  @Test
  void allThatWasStoredBeforeIsSealedAndStaysWhatItWas() throws Exception {
    put("male");
    put("female");
    String before = server.get("/fhir/Patient/" + id + "/_history/1").body();
    asStoredBefore();
    assertThat(canary.inTheDatabase(number)).hasSize(2);
    assertThat(found()).as("while it is not sealed").isEqualTo(1);

    again();
    EarlierRows earlier = server.bean(EarlierRows.class);
    assertThat(earlier.seal()).isGreaterThanOrEqualTo(2);

    assertThat(canary.inTheDatabase(number)).isEmpty();
    Await.until(
        "out of the index", Duration.ofSeconds(60), () -> canary.inTheFullText(number).isEmpty());
    assertThat(found()).as("when it is sealed").isEqualTo(1);
    assertThat(server.get("/fhir/Patient/" + id + "/_history/1").body()).isEqualTo(before);
    assertThat(server.get("/fhir/Patient/" + id).body()).contains(number, "female");
    assertThat(earlier.seal()).as("there is no more to do").isZero();
    put("female");
    assertThat(server.get("/fhir/Patient/" + id).body()).contains("\"versionId\":\"2\"");
  }

  @Test
  void whoeverIsCutOffGoesOnBehindWhatIsDone() throws Exception {
    put("male");
    asStoredBefore();
    long last = jdbc.sql("select max(pid) from hfj_res_ver").query(Long.class).single();
    again();
    jdbc.sql("update mortar_sealing set upto = ?").param(last).update();
    EarlierRows earlier = server.bean(EarlierRows.class);
    assertThat(earlier.seal()).isZero();
    assertThat(canary.inTheDatabase(number)).isNotEmpty();
    again();
    assertThat(earlier.seal()).isPositive();
    assertThat(canary.inTheDatabase(number)).isEmpty();
  }

  private void again() throws Exception {
    Await.until(
        "the run of the start has ended",
        Duration.ofSeconds(60),
        () ->
            jdbc.sql("select count(*) from mortar_sealing where done").query(Long.class).single()
                == 1);
    jdbc.sql("update mortar_sealing set upto = 0, done = false").update();
  }

  /** As HAPI alone writes it. */
  private void asStoredBefore() {
    long resource =
        jdbc.sql("select res_id from hfj_resource where fhir_id = ?")
            .param(id)
            .query(Long.class)
            .single();
    jdbc.sql("select pid, res_text_vc from hfj_res_ver where res_id = ?")
        .param(resource)
        .query(
            row -> {
              jdbc.sql("update hfj_res_ver set res_text_vc = ? where pid = ?")
                  .params(sealing.opened(resource, row.getString(2)), row.getLong(1))
                  .update();
            });
    jdbc.sql("select hash_sha256 from hfj_resource where res_id = ?")
        .param(resource)
        .query(String.class)
        .list()
        .forEach(
            hash ->
                jdbc.sql("update hfj_resource set hash_sha256 = ? where res_id = ?")
                    .params(sealing.openedHash(hash), resource)
                    .update());
    var token =
        new ResourceIndexedSearchParamToken(
            server.bean(PartitionSettings.class), "Patient", "identifier", SYSTEM, number);
    jdbc.sql(
            """
            update hfj_spidx_token set sp_value = ?, hash_sys_and_value = ?, hash_value = ?
            where res_id = ? and sp_system = ?""")
        .params(number, token.getHashSystemAndValue(), token.getHashValue(), resource, SYSTEM)
        .update();
  }

  private int found() {
    HttpResponse<String> answer = server.get("/fhir/Patient?identifier=" + SYSTEM + "%7C" + number);
    return server.parse(Bundle.class, answer.body()).getEntry().size();
  }

  private void put(String gender) {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/fhir/Patient/" + id)
                .header("Content-Type", "application/fhir+json")
                .PUT(
                    BodyPublishers.ofString(
                        """
                        {"resourceType":"Patient","id":"%s","identifier":[{"system":"%s","value":"%s"}],"gender":"%s"}"""
                            .formatted(id, SYSTEM, number, gender))));
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }
}
