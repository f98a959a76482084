package dev.mortar.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import dev.mortar.ig.Codes.TaskOutcome;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;

/** From what is stored to the work that it makes, on the running server. */
@ServerTest
class WorkStoryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestServer server;

  WorkStoryIT(TestServer server) {
    this.server = server;
  }

  private String patient() {
    var patient = new Patient().setGender(AdministrativeGender.FEMALE);
    patient.addName().setFamily("Prüfer").addGiven("Zoë");
    return server.client().create().resource(patient).execute().getId().getIdPart();
  }

  private String potassium(String patient, String value) {
    var lab = new Observation().setStatus(Observation.ObservationStatus.FINAL);
    lab.addCategory()
        .addCoding()
        .setSystem("http://terminology.hl7.org/CodeSystem/observation-category")
        .setCode("laboratory");
    lab.getCode().addCoding().setSystem("http://loinc.org").setCode("2823-3");
    lab.setSubject(new Reference("Patient/" + patient));
    lab.setValue(
        new Quantity().setValue(new BigDecimal(value)).setUnit("mmol/L").setCode("mmol/L"));
    return server.client().create().resource(lab).execute().getId().getIdPart();
  }

  private <T extends Resource> List<T> found(Class<T> type, String query) {
    var bundle = server.client().search().byUrl(query).returnBundle(Bundle.class).execute();
    return bundle.getEntry().stream().map(entry -> type.cast(entry.getResource())).toList();
  }

  private Task task(String patient) throws Exception {
    var query =
        "Task?patient=Patient/%s&status=requested&_sort=-priority-score,due".formatted(patient);
    Await.until("a task", PATIENCE, () -> !found(Task.class, query).isEmpty());
    return found(Task.class, query).getFirst();
  }

  @Test
  void aCriticalResultIsOnTheWorklistWithinFiveSeconds() throws Exception {
    var patient = patient();
    var lab = potassium(patient, "6.8");
    var stored = Instant.now();
    var task = task(patient);
    assertThat(Duration.between(stored, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(task.getPriority()).isEqualTo(TaskPriority.STAT);
    assertThat(task.getReasonReference().getReference()).isEqualTo("Observation/" + lab);
    assertThat(task.getDescription()).isEqualTo("Potassium 6.8 mmol/L, critical (limit 6.2)");
  }

  @Test
  void aTaskIsScoredAndTheFactorsAddUp() throws Exception {
    var patient = patient();
    potassium(patient, "6.8");
    var task = task(patient);
    var answer =
        server
            .client()
            .operation()
            .onInstance(task.getIdElement().toVersionless())
            .named("$prioritize")
            .withParameter(Parameters.class, "persist", new BooleanType(false))
            .execute();
    var scored = answer.getParameterFirstRep().getPart();
    var sum =
        scored.stream()
            .filter(part -> part.getName().equals("factor"))
            .flatMap(factor -> factor.getPart().stream())
            .filter(part -> part.getName().equals("points"))
            .map(part -> ((DecimalType) part.getValue()).getValue())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum).isEqualByComparingTo(number(scored, "score")).isGreaterThanOrEqualTo(forty());
  }

  private static BigDecimal forty() {
    return BigDecimal.valueOf(40);
  }

  private static BigDecimal number(List<ParametersParameterComponent> parts, String name) {
    return parts.stream()
        .filter(part -> part.getName().equals(name))
        .map(part -> ((DecimalType) part.getValue()).getValue())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTaskIsCompletedOnlyWithAnOutcome() throws Exception {
    var patient = patient();
    potassium(patient, "6.8");
    var task = task(patient).setStatus(TaskStatus.COMPLETED);
    assertThatThrownBy(() -> server.client().update().resource(task).execute())
        .isInstanceOf(UnprocessableEntityException.class)
        .hasMessageContaining("outcome");
    task.addOutput().setType(task.getCode()).setValue(TaskOutcome.REACHED.concept());
    assertThat(server.client().update().resource(task).execute().getResource()).isNotNull();
  }

  @Test
  void anAppointmentGetsItsRemindersOnce() throws Exception {
    var patient = patient();
    var appointment = new Appointment().setStatus(AppointmentStatus.BOOKED);
    appointment.setStart(Date.from(Instant.now().plus(Duration.ofDays(5))));
    appointment.setEnd(Date.from(Instant.now().plus(Duration.ofDays(5)).plusSeconds(1_800)));
    appointment
        .addParticipant()
        .setActor(new Reference("Patient/" + patient))
        .setStatus(Appointment.ParticipationStatus.ACCEPTED);
    server.client().create().resource(appointment).execute();
    var query = "CommunicationRequest?patient=Patient/%s&status=active".formatted(patient);
    Await.until(
        "two reminders", PATIENCE, () -> found(CommunicationRequest.class, query).size() == 2);
    var answer =
        server
            .client()
            .operation()
            .onType(CommunicationRequest.class)
            .named("$send-reminders")
            .withNoParameters(Parameters.class)
            .execute();
    assertThat(((IntegerType) answer.getParameter("planned").getValue()).getValue()).isZero();
    assertThat(found(CommunicationRequest.class, query)).hasSize(2);
  }
}
