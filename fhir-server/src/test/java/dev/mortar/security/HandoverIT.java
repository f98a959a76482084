package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.due.DueWork;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.TaskCode;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;

/** What somebody leaves behind finds its way to those who stay. */
@ServerTest
class HandoverIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestServer server;
  private final FhirStore store;
  private final String place;
  private final String organization;
  private final String patient;
  private final String person;
  private final String manager;

  HandoverIT(TestServer server) {
    this.server = server;
    this.store = server.bean(FhirStore.class);
    this.organization = saved(new Organization().setName("Sample Pharmacy"));
    this.place = saved(new Location().setName("Sample place " + UUID.randomUUID()));
    this.patient = saved(new Patient());
    this.person = saved(new Practitioner());
    this.manager = role(saved(new Practitioner()), "manager", place);
  }

  @Test
  void openTasksOfARevokedRoleGoBackToTheTeamAndEndedOnesStay() throws Exception {
    String role = role(person, "technician", place);
    String begun = task(role, TaskStatus.INPROGRESS);
    String own = task(person, TaskStatus.REQUESTED);
    String done = task(role, TaskStatus.CANCELLED);
    revoke(role);
    Await.until("the task is given back", PATIENCE, () -> !owner(begun).equals(role));
    Task given = read(begun);
    assertThat(owner(begun)).isEqualTo(organization);
    assertThat(given.getStatus()).isEqualTo(TaskStatus.READY);
    assertThat(given.getNoteFirstRep().getText()).contains("Given back to the team");
    Await.until("their own, too", PATIENCE, () -> owner(own).equals(organization));
    assertThat(owner(done)).isEqualTo(role);
  }

  @Test
  void whoHasAnotherRoleKeepsWhatIsTheirs() throws Exception {
    String role = role(person, "technician", place);
    role(person, "admin-staff", place);
    String ofRole = task(role, TaskStatus.REQUESTED);
    String own = task(person, TaskStatus.REQUESTED);
    revoke(role);
    Await.until("the role's task is given back", PATIENCE, () -> !owner(ofRole).equals(role));
    new Handover(server.bean(DueWork.class), store, Clock.systemUTC())
        .handle(role.substring(role.indexOf('/') + 1), "");
    assertThat(owner(own)).isEqualTo(person);
  }

  @Test
  void appointmentsAheadAreWorkForTheManagerOfThePlace() throws Exception {
    String role = role(person, "technician", place);
    String soon = appointment(role, Duration.ofHours(20), AppointmentStatus.BOOKED);
    String later = appointment(person, Duration.ofDays(20), AppointmentStatus.PENDING);
    String past = appointment(role, Duration.ofDays(-1), AppointmentStatus.BOOKED);
    String cancelled = appointment(role, Duration.ofDays(3), AppointmentStatus.CANCELLED);
    PractitionerRole ended = store.find(PractitionerRole.class, id(role)).orElseThrow();
    ended.setActive(false);
    server.client().update().resource(ended).execute();
    Await.until(
        "both have a task",
        PATIENCE,
        () -> coverage(soon).size() == 1 && coverage(later).size() == 1);
    Task task = coverage(soon).getFirst();
    assertThat(task.getOwner().getReference()).isEqualTo(manager);
    assertThat(task.getFor().getReference()).isEqualTo(patient);
    assertThat(task.getLocation().getReference()).isEqualTo(place);
    assertThat(task.getPriority()).isEqualTo(Task.TaskPriority.URGENT);
    assertThat(task.getCode().getCodingFirstRep().getCode()).isEqualTo("coverage");
    assertThat(coverage(later).getFirst().getPriority()).isEqualTo(Task.TaskPriority.ROUTINE);
    assertThat(coverage(past)).isEmpty();
    assertThat(coverage(cancelled)).isEmpty();
    new Handover(server.bean(DueWork.class), store, Clock.systemUTC()).handle(id(role), "");
    assertThat(coverage(soon)).as("once, however often").hasSize(1);
  }

  private void revoke(String role) {
    var answer =
        server.post(
            "/fhir/" + role + "/$revoke",
            """
            {"resourceType":"Parameters","parameter":[
              {"name":"reason","valueString":"has left"}]}""");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private List<Task> coverage(String appointment) {
    return store.search(
        Task.class,
        "focus=%s&code=%s|%s"
            .formatted(appointment, TaskCode.COVERAGE.system(), TaskCode.COVERAGE.code()),
        10);
  }

  private String appointment(String actor, Duration ahead, AppointmentStatus status) {
    var appointment = new Appointment();
    Instant start = Instant.now().plus(ahead);
    appointment
        .setStatus(status)
        .setStart(Date.from(start))
        .setEnd(Date.from(start.plus(Duration.ofMinutes(30))));
    for (String one : List.of(patient, place, actor)) {
      appointment
          .addParticipant()
          .setActor(new Reference(one))
          .setStatus(ParticipationStatus.ACCEPTED);
    }
    return saved(appointment);
  }

  private String task(String owner, TaskStatus status) {
    var task = new Task();
    task.setStatus(status)
        .setIntent(TaskIntent.ORDER)
        .setOwner(new Reference(owner))
        .setCode(TaskCode.OTHER.concept());
    return saved(task);
  }

  private String role(String practitioner, String code, String where) {
    var role = new PractitionerRole();
    role.setActive(true)
        .setPractitioner(new Reference(practitioner))
        .setOrganization(new Reference(organization));
    role.addCode().addCoding().setSystem(Canonicals.CS_ROLE).setCode(code);
    role.addLocation(new Reference(where));
    return saved(role);
  }

  private Task read(String task) {
    return store.find(Task.class, id(task)).orElseThrow();
  }

  private String owner(String task) {
    return String.valueOf(read(task).getOwner().getReference());
  }

  private static String id(String reference) {
    return reference.substring(reference.indexOf('/') + 1);
  }

  private String saved(Resource resource) {
    return store.save(resource).getIdElement().toUnqualifiedVersionless().getValue();
  }
}
