package dev.mortar.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import dev.mortar.access.Role;
import dev.mortar.due.DueHandler;
import dev.mortar.due.DueWork;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.TaskBusinessStatus;
import dev.mortar.ig.Codes.TaskCode;
import dev.mortar.storage.StorageInterceptor;
import dev.mortar.store.FhirStore;
import dev.mortar.store.StableId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/**
 * When a role ends, its open tasks go back to the team, and a manager gets a task for each
 * appointment ahead that nobody covers. Planned with the change, and done again after a crash.
 */
@Interceptor
final class Handover implements DueHandler, StorageInterceptor {
  private static final String KIND = "handover";
  private static final int AT_ONCE = 200;
  private static final int MOST = 1_000;
  private static final Duration SOON = Duration.ofDays(2);
  private static final String OPEN = "draft,requested,received,accepted,ready,in-progress,on-hold";
  private static final String AHEAD = "proposed,pending,booked,waitlist";
  private static final String NOTE = "Given back to the team: who had it no longer has the role.";

  private final DueWork due;
  private final FhirStore store;
  private final Clock clock;

  Handover(DueWork due, FhirStore store, Clock clock) {
    this.due = due;
    this.store = store;
    this.clock = clock;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after) {
    if (before instanceof PractitionerRole was
        && after instanceof PractitionerRole is
        && !ended(was)
        && ended(is)) {
      due.plan(KIND, is.getIdElement().getIdPart(), clock.instant(), "");
    }
  }

  private static boolean ended(PractitionerRole role) {
    return role.hasActive() && !role.getActive();
  }

  @Override
  public String kind() {
    return KIND;
  }

  /**
   * @param key id of the PractitionerRole
   */
  @Override
  public Optional<Instant> handle(String key, String payload) {
    Optional<PractitionerRole> left =
        store.find(PractitionerRole.class, key).filter(Handover::ended);
    if (left.isEmpty()) {
      return Optional.empty();
    }
    String names = names(left.get());
    appointments(names).forEach(one -> cover(one, left.get()));
    List<Task> tasks = store.search(Task.class, "owner=" + names + "&status=" + OPEN, AT_ONCE);
    tasks.forEach(task -> giveBack(task, left.get()));
    return tasks.size() < AT_ONCE ? Optional.empty() : Optional.of(clock.instant());
  }

  /** What is the person's own is given back when they have no other role. */
  private String names(PractitionerRole left) {
    List<String> names = new ArrayList<>();
    names.add("PractitionerRole/" + left.getIdElement().getIdPart());
    String person = left.getPractitioner().getReferenceElement().getIdPart();
    if (person != null) {
      Instant now = clock.instant();
      boolean stays =
          store.search(PractitionerRole.class, "practitioner=Practitioner/" + person, MOST).stream()
              .anyMatch(role -> StaffRoles.holds(role, now));
      if (!stays) {
        names.add("Practitioner/" + person);
      }
    }
    return String.join(",", names);
  }

  private void giveBack(Task task, PractitionerRole left) {
    task.setOwner(left.hasOrganization() ? left.getOrganization().copy() : null);
    boolean begun =
        switch (task.getStatus()) {
          case RECEIVED, ACCEPTED, INPROGRESS, ONHOLD -> true;
          default -> false;
        };
    if (begun) {
      task.setStatus(TaskStatus.READY);
    }
    if (TaskBusinessStatus.ASSIGNED.in(task.getBusinessStatus())) {
      task.setBusinessStatus(TaskBusinessStatus.OPEN.concept());
    }
    Date now = Date.from(clock.instant());
    task.addNote().setText(NOTE).setTime(now);
    store.save(task.setLastModified(now));
  }

  private List<Appointment> appointments(String names) {
    return store.search(
        Appointment.class,
        "actor=%s&status=%s&date=ge%s".formatted(names, AHEAD, clock.instant()),
        MOST);
  }

  private void cover(Appointment appointment, PractitionerRole left) {
    String number = appointment.getIdElement().getIdPart();
    String id = StableId.of("coverage", number, left.getIdElement().getIdPart());
    if (store.find(Task.class, id).isPresent()) {
      return;
    }
    Instant now = clock.instant();
    Instant start = appointment.getStart().toInstant();
    Task task =
        ManagerTask.of(
            id,
            TaskCode.COVERAGE,
            "coverage/" + number,
            "Appointment/%s has lost its member of staff. Find somebody else, or another time."
                .formatted(number),
            now,
            start);
    task.setFocus(new Reference("Appointment/" + number));
    actor(appointment, "Patient").ifPresent(task::setFor);
    if (start.isBefore(now.plus(SOON))) {
      task.setPriority(TaskPriority.URGENT);
    }
    Optional<Reference> place =
        actor(appointment, "Location").or(() -> left.getLocation().stream().findFirst());
    place.ifPresent(task::setLocation);
    place.flatMap(this::manager).ifPresent(task::setOwner);
    store.save(task);
  }

  private static Optional<Reference> actor(Appointment appointment, String type) {
    return appointment.getParticipant().stream()
        .map(one -> one.getActor())
        .filter(actor -> type.equals(actor.getReferenceElement().getResourceType()))
        .map(actor -> new Reference(relative(actor)))
        .findFirst();
  }

  private Optional<Reference> manager(Reference place) {
    Instant now = clock.instant();
    String query =
        "role=%s|%s&location=%s&_sort=_id"
            .formatted(Canonicals.CS_ROLE, Role.MANAGER.code(), relative(place));
    return store.search(PractitionerRole.class, query, MOST).stream()
        .filter(role -> StaffRoles.holds(role, now))
        .map(role -> new Reference("PractitionerRole/" + role.getIdElement().getIdPart()))
        .findFirst();
  }

  private static String relative(Reference reference) {
    return new IdType(reference.getReference()).toUnqualifiedVersionless().getValue();
  }
}
