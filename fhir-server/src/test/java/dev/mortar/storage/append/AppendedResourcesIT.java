package dev.mortar.storage.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.storage.NewResource;
import dev.mortar.storage.NewResources;
import dev.mortar.store.FhirStore;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The short way into the store leaves nothing out that HAPI's own way writes. */
@ServerTest
class AppendedResourcesIT {
  private static final List<String> INDEXES =
      List.of(
          "hfj_spidx_string",
          "hfj_spidx_token",
          "hfj_spidx_date",
          "hfj_spidx_uri",
          "hfj_spidx_number",
          "hfj_spidx_quantity",
          "hfj_res_link");

  /** They differ from one resource to the next, whoever writes them. */
  private static final Set<String> OWN =
      Set.of("res_id", "sp_id", "pid", "fhir_id", "res_published", "res_updated");

  private final TestServer server;
  private final FhirStore store;
  private final NewResources resources;
  private final JdbcClient jdbc;

  AppendedResourcesIT(TestServer server) {
    this.server = server;
    this.store = server.bean(FhirStore.class);
    this.resources = server.bean(NewResources.class);
    this.jdbc = server.bean(JdbcClient.class);
  }

  @Test
  void theRowsAreThoseThatHapiWrites() {
    AuditEvent byHapi = event();
    store.save(byHapi);
    AuditEvent appended = event();
    append(appended);
    assertThat(rows("hfj_resource", appended)).isEqualTo(rows("hfj_resource", byHapi)).hasSize(1);
    assertThat(rows("hfj_res_ver", appended)).isEqualTo(rows("hfj_res_ver", byHapi)).hasSize(1);
    for (String table : INDEXES) {
      assertThat(rows(table, appended))
          .as(table)
          .containsExactlyInAnyOrderElementsOf(rows(table, byHapi));
    }
    assertThat(rows("hfj_spidx_token", appended)).hasSizeGreaterThan(6);
    assertThat(rows("hfj_spidx_uri", appended)).hasSize(1);
  }

  @Test
  void whatWasAppendedIsReadSearchedAndUpdatedLikeAllElse() {
    AuditEvent event = event();
    event.getAgentFirstRep().setAltId("alt-" + event.getIdPart());
    append(event);
    assertThat(store.find(AuditEvent.class, event.getIdPart()))
        .hasValueSatisfying(
            found -> {
              assertThat(found.getMeta().getVersionId()).isEqualTo("1");
              assertThat(found.getRecorded()).isEqualTo(event.getRecorded());
            });
    String query = "/fhir/AuditEvent?altid=alt-" + event.getIdPart() + "&action=R&date=ge2026";
    assertThat(server.parse(Bundle.class, server.get(query).body()).getEntry()).hasSize(1);
    AuditEvent changed = store.find(AuditEvent.class, event.getIdPart()).orElseThrow();
    changed.setAction(AuditEventAction.D);
    store.save(changed);
    assertThat(server.parse(Bundle.class, server.get(query).body()).getEntry()).isEmpty();
    assertThat(store.find(AuditEvent.class, event.getIdPart()))
        .hasValueSatisfying(found -> assertThat(found.getMeta().getVersionId()).isEqualTo("2"));
  }

  @Test
  void rowIdsAreSharedWithHapi() {
    for (int round = 0; round < 6; round++) {
      store.save(event());
      append(IntStream.range(0, 30).mapToObj(number -> event()).toArray(Resource[]::new));
    }
    assertThat(
            jdbc.sql(
                    "select count(*) - count(distinct fhir_id) from hfj_resource where res_type = 'AuditEvent'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void whatHasReferencesTakesHapisWay() {
    Patient patient = store.save(new Patient());
    var basic = new Basic();
    basic.setId(UUID.randomUUID().toString());
    basic.setSubject(new Reference("Patient/" + patient.getIdPart()));
    basic.getCode().setText("Test");
    append(basic);
    assertThat(rows("hfj_res_link", basic)).isNotEmpty();
  }

  private void append(Resource... all) {
    store.atomically(
        () -> {
          resources.append(
              Stream.of(all)
                  .map(
                      one ->
                          new NewResource(
                              one, server.fhir().newJsonParser().encodeResourceToString(one)))
                  .toList());
          return all;
        });
  }

  private static AuditEvent event() {
    var event = new AuditEvent();
    event.setId(UUID.randomUUID().toString());
    event.setType(new Coding("http://dicom.nema.org/resources/ontology/DCM", "110112", "Query"));
    event.addSubtype(new Coding("http://hl7.org/fhir/restful-interaction", "read", null));
    event.setAction(AuditEventAction.R).setOutcome(AuditEventOutcome._0);
    event.setRecorded(new Date(1_790_000_000_000L));
    event.addAgent().setAltId("somebody").setName("Some Ünit").setRequestor(true);
    event.getAgentFirstRep().addPolicy("http://example.org/policy");
    event.getAgentFirstRep().getNetwork().setAddress("127.0.0.1");
    var same = new Coding("http://terminology.hl7.org/CodeSystem/object-role", "1", "Patient");
    event.addEntity().setName("one").setRole(same);
    event.addEntity().setName("two").setRole(same);
    event.getSource().setSite("here").getObserver().setDisplay("Mortar");
    return event;
  }

  private long row(Resource resource) {
    return jdbc.sql("select res_id from hfj_resource where fhir_id = ?")
        .param(resource.getIdPart())
        .query(Long.class)
        .single();
  }

  private List<Map<String, Object>> rows(String table, Resource resource) {
    String column = table.equals("hfj_res_link") ? "src_resource_id" : "res_id";
    List<Map<String, Object>> rows =
        jdbc.sql("select * from " + table + " where " + column + " = ?")
            .param(row(resource))
            .query()
            .listOfRows();
    rows.forEach(
        row -> {
          row.keySet().removeIf(name -> OWN.contains(name.toLowerCase(java.util.Locale.ROOT)));
          row.replaceAll((name, value) -> value instanceof java.sql.Clob clob ? text(clob) : value);
        });
    return rows;
  }

  private static String text(java.sql.Clob clob) {
    try {
      return clob.getSubString(1, (int) clob.length());
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
