package dev.mortar.storage.reading;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.gclient.IMeta;
import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The server is one node; the other one looks at the same database with a memory of its own. */
@ServerTest
class CurrentVersionsIT {
  private final TestServer server;
  private final CurrentVersions otherNode;
  private final IFhirResourceDao<Patient> dao;

  CurrentVersionsIT(TestServer server) {
    this.server = server;
    this.otherNode = new CurrentVersions(server.bean(JdbcTemplate.class), server.fhir());
    this.dao = server.bean(DaoRegistry.class).getResourceDao(Patient.class);
  }

  @Test
  void anotherNodeSeesANewVersionAtOnce() {
    Patient patient = stored("Before");
    assertThat(family(patient)).contains("Before");
    assertThat(family(patient)).contains("Before");
    patient.getNameFirstRep().setFamily("After");
    server.client().update().resource(patient).execute();
    assertThat(family(patient)).contains("After");
    assertThat(read(patient).body()).contains("After").doesNotContain("Before");
  }

  @Test
  void tagsThatComeAndGoWithoutANewVersionAreSeenAtOnce() {
    Patient patient = stored("Tagged");
    IMeta meta = server.client().meta();
    Meta first = new Meta().addTag("http://example.org/tags", "first", null);
    assertThat(tags(patient)).isEmpty();
    meta.add().onResource(patient.getIdElement().toUnqualifiedVersionless()).meta(first).execute();
    assertThat(tags(patient)).isEqualTo("first");
    assertThat(read(patient).body()).contains("\"first\"");
    Meta second = new Meta().addTag("http://example.org/tags", "second", null);
    IdType id = patient.getIdElement().toUnqualifiedVersionless();
    server.client().meta().delete().onResource(id).meta(first).execute();
    server.client().meta().add().onResource(id).meta(second).execute();
    assertThat(tags(patient)).isEqualTo("second");
    assertThat(read(patient).body()).contains("\"second\"").doesNotContain("\"first\"");
  }

  @Test
  void whatIsDeletedIsGoneOnEveryNode() {
    Patient patient = stored("Gone");
    assertThat(family(patient)).contains("Gone");
    assertThat(read(patient).statusCode()).isEqualTo(200);
    server.client().delete().resource(patient).execute();
    assertThat(family(patient)).isEmpty();
    assertThat(read(patient).statusCode()).isEqualTo(410);
  }

  @Test
  void whatIsReadBelongsToWhoReadsIt() {
    Patient patient = stored("Kept");
    found(patient).orElseThrow().getNameFirstRep().setFamily("Scribbled");
    found(patient).orElseThrow().getNameFirstRep().setFamily("Scribbled");
    assertThat(family(patient)).contains("Kept");
  }

  @Test
  void theSecondReadIsLikeTheFirst() {
    Patient patient = stored("Twice");
    HttpResponse<String> first = read(patient);
    HttpResponse<String> second = read(patient);
    assertThat(second.body()).isEqualTo(first.body()).contains("Twice");
    for (String header : new String[] {"ETag", "Last-Modified", "Content-Type"}) {
      assertThat(second.headers().allValues(header))
          .hasSize(1)
          .isEqualTo(first.headers().allValues(header));
    }
    var unchanged = server.request(path(patient)).header("If-None-Match", "W/\"1\"");
    assertThat(server.send(unchanged).statusCode()).isEqualTo(304);
  }

  @Test
  void anOldVersionStaysWhatItWas() {
    Patient patient = stored("First");
    String path = path(patient);
    patient.getNameFirstRep().setFamily("Second");
    server.client().update().resource(patient).execute();
    read(patient);
    assertThat(server.get(path + "/_history/1").body()).contains("First").doesNotContain("Second");
    assertThat(server.get(path + "/_history/2").body()).contains("Second");
  }

  @Test
  void whoMayNotSeeItDoesNotSeeItFromMemory() {
    Patient patient = stored("Hidden");
    assertThat(read(patient).statusCode()).isEqualTo(200);
    assertThat(read(patient).statusCode()).isEqualTo(200);
    var asked = server.request(path(patient), server.token(Role.PATIENT));
    assertThat(server.send(asked).statusCode()).isEqualTo(403);
  }

  private Patient stored(String family) {
    Patient patient = new Patient();
    patient.addName().setFamily(family);
    return (Patient) server.client().create().resource(patient).execute().getResource();
  }

  private HttpResponse<String> read(Patient patient) {
    return server.get(path(patient));
  }

  private static String path(Patient patient) {
    return "/fhir/Patient/" + patient.getIdElement().getIdPart();
  }

  private Optional<Patient> found(Patient patient) {
    return otherNode
        .find(dao, "Patient", patient.getIdElement().getIdPart())
        .map(Patient.class::cast);
  }

  private Optional<String> family(Patient patient) {
    return found(patient).map(one -> one.getNameFirstRep().getFamily());
  }

  private String tags(Patient patient) {
    return found(patient)
        .map(one -> one.getMeta().getTag().stream().map(tag -> tag.getCode()).toList())
        .map(codes -> String.join(" ", codes))
        .orElseThrow();
  }
}
