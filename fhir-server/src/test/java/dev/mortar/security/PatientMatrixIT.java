package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.access.Interaction;
import dev.mortar.access.PolicyTable;
import dev.mortar.access.Reach;
import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Of every type that belongs to a patient there is one of the own patient and one of another. What
 * each role finds and reads of them is what the policy table says.
 */
@ServerTest
class PatientMatrixIT {
  private static final String OTHER = "matrix-other";

  private static boolean stored;

  private final TestServer server;
  private final PolicyTable table = PolicyTable.shipped();

  PatientMatrixIT(TestServer server) {
    this.server = server;
  }

  @BeforeEach
  void twoOfEveryType() {
    if (stored) {
      return;
    }
    FhirStore store = server.bean(FhirStore.class);
    for (String patient : List.of("test-patient", OTHER)) {
      Patient record = new Patient();
      record.setId(patient);
      record.addName().setFamily("Matrix");
      store.save(record);
      types().forEach(type -> store.save(about(type, patient)));
    }
    stored = true;
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void readsAndSearchesShowWhatTheTableSays(Role role) {
    for (String type : types()) {
      Reach reading = seen(role, type, Interaction.READ);
      boolean own = reading == Reach.ALL || reading == Reach.PATIENT;
      assertThat(read(role, type, "test-patient")).as(role + " own " + type).isEqualTo(code(own));
      assertThat(read(role, type, OTHER))
          .as(role + " other " + type)
          .isEqualTo(code(reading == Reach.ALL));
      int found =
          switch (seen(role, type, Interaction.SEARCH)) {
            case NONE, OWN -> 0;
            case PATIENT -> 1;
            case ALL -> 2;
          };
      assertThat(found(role, type)).as(role + " search " + type).isEqualTo(found);
    }
  }

  /** A caregiver has nothing of a patient who has not consented. */
  private Reach seen(Role role, String type, Interaction interaction) {
    Reach reach = table.reach(role, type, interaction);
    return role == Role.CAREGIVER && reach == Reach.PATIENT ? Reach.NONE : reach;
  }

  private static int code(boolean allowed) {
    return allowed ? 200 : 403;
  }

  private int read(Role role, String type, String patient) {
    return send(role, type + "/" + id(patient)).statusCode();
  }

  private int found(Role role, String type) {
    HttpResponse<String> answer =
        send(role, type + "?_id=" + id("test-patient") + "," + id(OTHER) + "&_summary=count");
    return answer.statusCode() == 403 ? 0 : server.parse(Bundle.class, answer.body()).getTotal();
  }

  private HttpResponse<String> send(Role role, String address) {
    return server.send(server.request("/fhir/" + address, server.token(role)));
  }

  private static String id(String patient) {
    return "matrix-of-" + patient;
  }

  /** The patients themselves are what {@code OtherPatientsIT} is about. */
  private List<String> types() {
    return table.types().stream()
        .filter(type -> !type.equals("Patient") && path(type).isPresent())
        .toList();
  }

  private Resource about(String type, String patient) {
    FhirContext fhir = server.fhir();
    Resource resource = (Resource) fhir.getResourceDefinition(type).newInstance();
    resource.setId(id(patient));
    fhir.newTerser()
        .addElement(resource, path(type).orElseThrow() + ".reference", "Patient/" + patient);
    switch (resource) {
      case Appointment visit -> visit.setStatus(AppointmentStatus.CANCELLED);
      case Task work -> work.setStatus(TaskStatus.CANCELLED);
      default -> {}
    }
    return resource;
  }

  /** The element that names the patient, as {@code Observation.subject}. */
  private Optional<String> path(String type) {
    return table
        .patientParameter(type)
        .map(name -> server.fhir().getResourceDefinition(type).getSearchParam(name))
        .flatMap(
            parameter ->
                Arrays.stream(parameter.getPath().split("\\|", -1))
                    .map(String::strip)
                    .map(path -> path.replaceAll("^\\(|\\.where\\(.*|\\s+as\\s+.*|\\)$", ""))
                    .filter(path -> path.startsWith(type + "."))
                    .findFirst());
  }
}
