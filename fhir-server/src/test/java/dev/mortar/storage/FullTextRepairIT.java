package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.hibernate.search.mapper.orm.Search;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a crash took from the full-text index comes back. */
@ServerTest
class FullTextRepairIT {
  private final TestServer server;
  private final FhirStore store;
  private final EntityManager entities;
  private final FullTextRepair repair;
  private final FullTextIndex index;
  private final JdbcClient jdbc;

  FullTextRepairIT(TestServer server) {
    this.server = server;
    this.store = server.bean(FhirStore.class);
    this.entities = server.bean(EntityManager.class);
    this.jdbc = server.bean(JdbcClient.class);
    this.repair = server.bean(FullTextRepair.class);
    this.index = server.bean(FullTextIndex.class);
  }

  @Test
  void aResourceThatIsMissingIsFoundAgain() throws Exception {
    var word = "w" + UUID.randomUUID().toString().replace("-", "");
    var patient = new Patient();
    patient.addName().setFamily(word);
    var id = store.save(patient).getIdPart();
    assertThat(isFound(word)).as("right after it was stored").isTrue();

    lose(id);
    assertThat(isFound(word)).as("after the crash").isFalse();
    repair.repair(index);

    assertThat(isFound(word)).as("after the repair").isTrue();
    assertThat(index.missingSince()).isEmpty();
  }

  @Test
  void auditEventsAreNotSearchedByText() {
    var answer = server.get("/fhir/AuditEvent?_content=manager");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("not searched by text");
  }

  private boolean isFound(String word) {
    var answer = server.get("/fhir/Patient?_content=" + word);
    return server.parse(Bundle.class, answer.body()).hasEntry();
  }

  private void lose(String id) {
    var row =
        jdbc.sql("select res_id from hfj_resource where res_type = 'Patient' and fhir_id = ?")
            .param(id)
            .query(Long.class)
            .single();
    store.atomically(
        () -> {
          var plan = Search.session(entities).indexingPlan();
          plan.purge(ResourceTable.class, JpaPid.fromId(row), null);
          return plan;
        });
  }
}
