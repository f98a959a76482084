package dev.mortar.audit;

import dev.mortar.ig.Codes;
import dev.mortar.security.ManagerTask;
import dev.mortar.store.FhirStore;
import dev.mortar.store.StableId;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.ListResource.ListEntryComponent;
import org.hl7.fhir.r4.model.ListResource.ListMode;
import org.hl7.fhir.r4.model.ListResource.ListStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.jspecify.annotations.Nullable;

/**
 * Whose records a breach has reached, by the audit trail, and the work that follows: a list of the
 * patients, a task with its deadline, and a letter to each as a draft. Asked again for the same
 * case, the list grows and letters are written for who is new; what somebody has made of the others
 * stays.
 *
 * @see <a href="https://www.ecfr.gov/current/title-45/section-164.404">45 CFR 164.404</a>
 */
public final class Breaches {
  /** Without unreasonable delay, and in no case later. */
  static final Duration NOTICE_WITHIN = Duration.ofDays(60);

  private static final int PAGE = 1_000;
  private static final Pattern PATIENT = Pattern.compile("(?:^|/)Patient/([A-Za-z0-9.-]{1,64})");

  private static final String LETTER =
      """
      What happened: %s
      When: between %s and %s; we learned of it on %s.
      What it was about: (name the kinds of information that were involved)
      What you can do: (name the steps by which patients protect themselves)
      What we do: (say what is investigated, mended and prevented)
      Whom to ask: (telephone free of charge, e-mail, web site or postal address)""";

  private final FhirStore store;

  Breaches(FhirStore store) {
    this.store = store;
  }

  /** Finds and writes, all or nothing. */
  public Found open(Breach breach) {
    Trail trail = trail(breach);
    Set<String> patients = new TreeSet<>(trail.patients());
    if (!breach.patients().isEmpty()) {
      patients.retainAll(breach.patients());
    }
    return store.atomically(() -> write(breach, patients, trail));
  }

  private Found write(Breach breach, Set<String> patients, Trail trail) {
    String list = store.save(list(breach, patients)).getIdElement().getIdPart();
    String task = StableId.of("breach-task", breach.name());
    if (store.find(Task.class, task).isEmpty()) {
      store.save(task(breach, task, list));
    }
    int letters = 0;
    for (String patient : patients) {
      String id = StableId.of("breach-letter", breach.name(), patient);
      boolean missing = store.find(CommunicationRequest.class, id).isEmpty() && isStored(patient);
      if (missing) {
        store.save(letter(breach, id, patient, list));
        letters++;
      }
    }
    return new Found("List/" + list, "Task/" + task, patients.size(), letters, trail.whole());
  }

  /** Page after page, each beginning where the one before ended. */
  private Trail trail(Breach breach) {
    Set<String> seen = new LinkedHashSet<>();
    Set<String> patients = new LinkedHashSet<>();
    boolean whole = true;
    Instant from = breach.from();
    boolean more = true;
    while (more) {
      List<AuditEvent> page = store.search(AuditEvent.class, query(breach, from), PAGE);
      int before = seen.size();
      for (AuditEvent event : page) {
        seen.add(event.getIdElement().getIdPart());
        patients.addAll(patients(event));
        whole &= !event.hasOutcomeDesc();
      }
      more = page.size() == PAGE;
      if (more) {
        from = page.getLast().getRecorded().toInstant();
        boolean stuck = seen.size() == before;
        whole &= !stuck;
        more = !stuck;
      }
    }
    return new Trail(patients, whole);
  }

  private static String query(Breach breach, Instant from) {
    String agent = breach.agent().map(name -> "&altid=" + name).orElse("");
    return "date=ge%s&date=lt%s&outcome=0&_sort=date".formatted(from, breach.to()) + agent;
  }

  private static Set<String> patients(AuditEvent event) {
    Set<String> patients = new LinkedHashSet<>();
    for (AuditEventEntityComponent entity : event.getEntity()) {
      patient(entity.getWhat().getIdentifier().getValue()).ifPresent(patients::add);
    }
    return patients;
  }

  private static Optional<String> patient(@Nullable String address) {
    return Optional.ofNullable(address)
        .map(PATIENT::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1));
  }

  private ListResource list(Breach breach, Set<String> patients) {
    var list = new ListResource();
    list.setId(StableId.of("breach-list", breach.name()));
    list.setStatus(ListStatus.CURRENT).setMode(ListMode.SNAPSHOT);
    list.setTitle("Patients affected by the breach " + breach.name());
    list.setDate(Date.from(breach.discovered()));
    Set<String> all = new TreeSet<>(patients);
    store.find(ListResource.class, list.getIdPart()).stream()
        .flatMap(earlier -> earlier.getEntry().stream())
        .map(ListEntryComponent::getItem)
        .map(item -> item.hasReference() ? item.getReference() : item.getDisplay())
        .flatMap(item -> patient(item).stream())
        .forEach(all::add);
    all.forEach(patient -> list.addEntry().setItem(named("Patient/" + patient)));
    return list;
  }

  /** A reference to what is gone could not be stored. */
  private Reference named(String patient) {
    return isStored(patient.substring(patient.indexOf('/') + 1))
        ? new Reference(patient)
        : new Reference().setDisplay(patient);
  }

  private boolean isStored(String patient) {
    return store.find(Patient.class, patient).isPresent();
  }

  private static Task task(Breach breach, String id, String list) {
    return ManagerTask.of(
            id,
            Codes.TaskCode.BREACH_NOTICE,
            "breach/" + breach.name(),
            ("Breach %s: finish and send the letters, within 60 days of the discovery. With 500"
                    + " or more people of a state, tell the media and the Secretary as well.")
                .formatted(breach.name()),
            breach.discovered(),
            breach.discovered().plus(NOTICE_WITHIN))
        .setPriority(TaskPriority.URGENT)
        .setFocus(new Reference("List/" + list));
  }

  private static CommunicationRequest letter(
      Breach breach, String id, String patient, String list) {
    var letter = new CommunicationRequest();
    letter.setId(id);
    letter.setStatus(CommunicationRequestStatus.DRAFT);
    letter.setSubject(new Reference("Patient/" + patient));
    letter.addRecipient(new Reference("Patient/" + patient));
    letter.addAbout(new Reference("List/" + list));
    letter.setAuthoredOn(Date.from(breach.discovered()));
    letter
        .addPayload()
        .setContent(
            new StringType(
                LETTER.formatted(
                    breach.description(), breach.from(), breach.to(), breach.discovered())));
    return letter;
  }

  /**
   * @param name of the case, which the same breach keeps
   * @param from inclusive
   * @param to exclusive
   * @param agent the account or client whose accesses they were; empty for everybody's
   * @param patients logical ids to look for; empty for all
   * @param description what happened, in words for the patients
   * @param discovered from when the deadline counts
   */
  public record Breach(
      String name,
      Instant from,
      Instant to,
      Optional<String> agent,
      Set<String> patients,
      String description,
      Instant discovered) {
    /**
     * @throws IllegalArgumentException if it would not say what to look for
     */
    public Breach {
      patients = Set.copyOf(patients);
      check(!name.isBlank(), "A case needs a name.");
      check(from.isBefore(to), "The window ends before it begins.");
      check(
          agent.isPresent() || !patients.isEmpty(),
          "Name an account or client (agent) or patients; else everybody's work would be a breach.");
      check(
          agent.filter(who -> !who.matches("[\\w.@+-]{1,200}")).isEmpty(),
          "agent is the name of an account or a client.");
    }

    private static void check(boolean holds, String otherwise) {
      if (!holds) {
        throw new IllegalArgumentException(otherwise);
      }
    }
  }

  /**
   * @param list as {@code List/7}
   * @param task as {@code Task/7}
   * @param patients how many are affected
   * @param letters how many were drafted now
   * @param whole false if an event names only the first of many resources, so that somebody must
   *     look at what the request was
   */
  public record Found(String list, String task, int patients, int letters, boolean whole) {}

  private record Trail(Set<String> patients, boolean whole) {}
}
