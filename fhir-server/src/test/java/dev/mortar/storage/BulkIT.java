package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import dev.mortar.ig.Codes.BasicType;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Group.GroupType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bulk data: the job is asked for, polled until it is done, and its files are read. */
@ServerTest
class BulkIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern FILE = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]*/Binary/[^\"]*)\"");

  private final TestServer server;
  private final FhirStore store;
  private final JdbcClient jdbc;

  BulkIT(TestServer server) {
    this.server = server;
    this.store = server.bean(FhirStore.class);
    this.jdbc = server.bean(JdbcClient.class);
  }

  @Test
  void onePatientIsExported() throws Exception {
    var in = patient("Exported");
    var out = patient("Lefthome");
    var files = exported("/fhir/Patient/" + in.getIdPart() + "/$export?_type=Patient");
    assertThat(files).contains(in.getIdPart()).doesNotContain(out.getIdPart());
  }

  @Test
  void aGroupIsExported() throws Exception {
    var in = patient("Member");
    var out = patient("Stranger");
    var group = new Group().setType(GroupType.PERSON).setActual(true);
    group.addMember().setEntity(new Reference("Patient/" + in.getIdPart()));
    var id = store.save(group).getIdPart();
    var files = exported("/fhir/Group/" + id + "/$export?_type=Patient");
    assertThat(files).contains(in.getIdPart()).doesNotContain(out.getIdPart());
  }

  @Test
  void aFileIsImported() throws Exception {
    var id = "import-" + UUID.randomUUID();
    var line = "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"active\":true}\n".formatted(id);
    try (var source = new FileSource(server.importSource(), line)) {
      finished(accepted(importOf(source.file())));
      assertThat(server.get("/fhir/Patient/" + id).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void nothingIsFetchedFromAnAddressThatIsNotListed() throws Exception {
    try (var source = new FileSource(server.importSource(), "{}")) {
      for (String url :
          List.of(
              source.file().replace("/listed/", "/other/"),
              source.file().replace("/listed/", "/listed/../other/"),
              source.file().replace("127.0.0.1", "localhost"),
              server.fhirBase() + "/Patient",
              "http://169.254.169.254/latest/meta-data/",
              "https://example.org/patients.ndjson",
              "file:///etc/passwd")) {
        var answer = server.send(importOf(url).header("Prefer", "respond-async"));
        assertThat(answer.statusCode()).as(url).isEqualTo(403);
      }
      assertThat(source.asked()).isZero();
    }
  }

  @Test
  void aListedSourceCannotSendTheServerElsewhere() throws Exception {
    try (var elsewhere = new FileSource(URI.create("http://127.0.0.1:0/"), "{}");
        var source = new FileSource(server.importSource(), "")) {
      source.sendTo(elsewhere.file());
      String poll = accepted(importOf(source.file()));
      Await.until("the job has failed", PATIENCE, () -> server.get(poll).statusCode() >= 400);
      assertThat(source.asked()).isPositive();
      assertThat(elsewhere.asked()).isZero();
    }
  }

  @Test
  void neitherPermissionsNorTheTrailAreImported() throws Exception {
    String id = "import-" + UUID.randomUUID();
    String patient = "{\"resourceType\":\"Patient\",\"id\":\"%s\"}\n".formatted(id);
    for (String line :
        List.of(
            """
            {"resourceType":"AuditEvent","id":"%s","outcome":"0"}""",
            """
            {"id":"%s","contained":[{"resourceType":"Patient"}],"resourceType":"Provenance"}""",
            """
            {"resourceType":"Basic","id":"%s","code":{"coding":[
              {"system":"SYSTEM","code":"account-access"}]}}"""
                .replace("SYSTEM", BasicType.ACCOUNT_ACCESS.coding().getSystem())
                .replace("\n", ""),
            """
            {"resourceType":"Patient","id":"%s","outcome":"0","resourceType":"AuditEvent"}""",
            "{\"resourceType\":\"Patient\",")) {
      try (var source = new FileSource(server.importSource(), patient + line.formatted(id))) {
        String poll = accepted(importOf(source.file()));
        Await.until("the job has ended", PATIENCE, () -> server.get(poll).statusCode() != 202);
        assertThat(server.get(poll).statusCode()).as(line).isGreaterThanOrEqualTo(400);
        assertThat(server.get("/fhir/Patient/" + id).statusCode()).as(line).isEqualTo(404);
      }
    }
  }

  @Test
  void theFilesOfAnExportLieSealedAndGoWithTheirJob() throws Exception {
    String number = "952-41-" + ThreadLocalRandom.current().nextInt(1000, 10000);
    var patient = new Patient().setActive(true);
    patient.addIdentifier().setSystem("http://hl7.org/fhir/sid/us-ssn").setValue(number);
    String id = store.save(patient).getIdPart();
    String manifest =
        finished(accepted(server.request("/fhir/Patient/" + id + "/$export?_type=Patient")));
    var file = FILE.matcher(manifest);
    assertThat(file.find()).as(manifest).isTrue();
    String path = below(file.group(1));
    var asked = server.request(path).header("Accept", "application/fhir+ndjson");
    assertThat(server.send(asked).body()).contains(number, id);

    String binary = path.substring(path.indexOf("Binary/"));
    assertThat(files(binary)).singleElement().satisfies(BulkIT::isSealed);
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from hfj_res_ver v join hfj_resource r on r.res_id = v.res_id
                    where r.res_type = 'Binary' and r.fhir_id = ? and v.res_text_vc like '%"data":%'
                    """)
                .param(binary.substring("Binary/".length()))
                .query(Long.class)
                .single())
        .isZero();

    // As HAPI does it, a while after the job.
    server
        .bean(DaoRegistry.class)
        .getResourceDao(Binary.class)
        .delete(new IdType(binary), new SystemRequestDetails());
    assertThat(files(binary)).isEmpty();
    assertThat(server.get(path).statusCode()).isEqualTo(410);
  }

  private List<byte[]> files(String binary) {
    return jdbc.sql("select storage_content_bin from hfj_binary_storage_blob where resource_id = ?")
        .param(binary)
        .query((row, number) -> row.getBytes(1))
        .list();
  }

  private static void isSealed(byte[] content) {
    assertThat(content).startsWith(0, 'M', 'S', 'F', 1);
  }

  private HttpRequest.Builder importOf(String url) {
    var body =
        """
        {"resourceType":"Parameters","parameter":[
          {"name":"inputFormat","valueCode":"application/fhir+ndjson"},
          {"name":"inputSource","valueUri":"%1$s"},
          {"name":"storageDetail","part":[{"name":"type","valueCode":"https"}]},
          {"name":"input","part":[
            {"name":"type","valueCode":"Patient"},{"name":"url","valueUri":"%1$s"}]}]}"""
            .formatted(url);
    return server
        .request("/fhir/$import")
        .header("Content-Type", "application/fhir+json")
        .POST(BodyPublishers.ofString(body));
  }

  private Patient patient(String family) {
    var patient = new Patient();
    patient.addName().setFamily(family);
    return store.save(patient);
  }

  /** All lines of all files. */
  private String exported(String path) throws Exception {
    var manifest = finished(accepted(server.request(path)));
    var lines = new StringBuilder();
    var file = FILE.matcher(manifest);
    while (file.find()) {
      var binary = server.request(below(file.group(1))).header("Accept", "application/fhir+ndjson");
      lines.append(server.send(binary).body());
    }
    return lines.toString();
  }

  private String accepted(HttpRequest.Builder request) {
    HttpResponse<String> answer = server.send(request.header("Prefer", "respond-async"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return below(answer.headers().firstValue("Content-Location").orElseThrow());
  }

  private String below(String address) {
    return address.substring(server.root().toString().length());
  }

  private String finished(String poll) throws Exception {
    Await.until("the job is done", PATIENCE, () -> server.get(poll).statusCode() == 200);
    return server.get(poll).body();
  }
}
