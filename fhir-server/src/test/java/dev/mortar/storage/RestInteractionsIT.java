package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.ig.Canonicals;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

@ServerTest
class RestInteractionsIT {
  private final TestServer server;

  RestInteractionsIT(TestServer server) {
    this.server = server;
  }

  @Test
  void theServerSaysWhatItIs() {
    var statement = server.client().capabilities().ofType(CapabilityStatement.class).execute();
    assertThat(statement.getSoftware().getName()).isEqualTo("Mortar");
    assertThat(statement.getImplementation().getUrl()).isEqualTo(server.fhirBase());
    assertThat(statement.hasImplementationGuide(Canonicals.GUIDE)).isTrue();
  }

  @Test
  void aPatientIsFoundByNameAndByText() {
    var patient = new Patient();
    patient.addName().setFamily("Quendelkraut");
    var id = server.client().create().resource(patient).execute().getId().toVersionless();

    assertThat(found("Patient?name=quendel")).contains(id.toUnqualified().getValue());
    assertThat(found("Patient?_content=quendelkraut")).contains(id.toUnqualified().getValue());
  }

  @Test
  void anUnknownSearchParameterIsRefused() {
    var response = server.get("/fhir/Patient?nmae=x");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("OperationOutcome").contains("nmae");
  }

  private String found(String query) {
    return server
        .client()
        .search()
        .byUrl(query)
        .returnBundle(Bundle.class)
        .execute()
        .getEntry()
        .stream()
        .map(entry -> entry.getResource().getIdElement().toUnqualifiedVersionless().getValue())
        .toList()
        .toString();
  }
}
