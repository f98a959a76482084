package dev.mortar.security;

import ca.uhn.fhir.sl.cache.Cache;
import ca.uhn.fhir.sl.cache.CacheFactory;
import dev.mortar.access.Caller;
import dev.mortar.access.Role;
import dev.mortar.access.Standing;
import dev.mortar.access.Standing.Bounds;
import dev.mortar.access.Standing.Proxy;
import dev.mortar.access.Tenant;
import dev.mortar.ig.Canonicals;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Schedule;
import org.springframework.context.event.EventListener;

/**
 * Finds what is stored about a caller, and keeps it for as long as another node may take to notice
 * a change; this node forgets at once.
 */
final class Standings implements Homes {
  private static final Duration KEPT = Duration.ofSeconds(30);
  private static final int MOST_KEPT = 10_000;
  private static final int MOST = 1_000;
  private static final Set<String> WRITING = Set.of("correct", "collect");

  private final FhirStore store;
  private final BreakGlass glass;
  private final PersonalRights personal;
  private final Tenants tenants;
  private final Clock clock;
  private final Cache<String, Standing> callers = CacheFactory.build(KEPT.toMillis(), MOST_KEPT);
  private final Cache<String, Set<String>> schedules =
      CacheFactory.build(KEPT.toMillis(), MOST_KEPT);
  private final Cache<String, Map<String, Set<String>>> openings =
      CacheFactory.build(KEPT.toMillis(), MOST_KEPT);
  private final Cache<String, Set<String>> patients =
      CacheFactory.build(KEPT.toMillis(), MOST_KEPT);

  Standings(
      FhirStore store, BreakGlass glass, PersonalRights personal, Tenants tenants, Clock clock) {
    this.tenants = tenants;
    this.personal = personal;
    this.store = store;
    this.glass = glass;
    this.clock = clock;
  }

  Standing of(Caller caller) {
    boolean nobody = caller.role().kind() == Role.Kind.SYSTEM || caller.role() == Role.PATIENT;
    if (nobody || caller.fhirUser().isEmpty()) {
      return Standing.NONE;
    }
    String key = caller.name() + " " + caller.patientId().orElse("");
    return callers
        .get(key, unknown -> find(caller, caller.fhirUser().get()))
        .signedIn(caller.standing().twoFactors());
  }

  private Standing find(Caller caller, String person) {
    return switch (caller.role().kind()) {
      case STAFF -> staff(caller, person);
      case PATIENT ->
          new Standing(
              Optional.empty(),
              Set.of(),
              Set.of(),
              caller.patientId().flatMap(patient -> proxy(patient, person)));
      case SYSTEM -> Standing.NONE;
    };
  }

  private Standing staff(Caller caller, String person) {
    Set<String> emergencies =
        glass.openTo(caller.name()).stream()
            .map(BreakGlass.Opened::patientId)
            .collect(Collectors.toCollection(HashSet::new));
    List<PractitionerRole> roles =
        counting(store.search(PractitionerRole.class, "practitioner=" + person, MOST));
    Optional<Bounds> bounds =
        caller.role() == Role.MANAGER ? Optional.empty() : bounds(person, roles);
    Optional<Tenant> tenant = tenants.of(roles);
    // What was opened before somebody belonged to a tenant is no way out of it.
    tenant.ifPresent(
        part -> emergencies.removeIf(patient -> Collections.disjoint(of(patient), part.places())));
    return new Standing(
        bounds,
        emergencies,
        barred(person),
        Optional.empty(),
        personal.of(caller.name(), caller.role(), roles),
        tenant,
        false);
  }

  /** The widest of all that somebody has counts. */
  private Optional<Bounds> bounds(String person, List<PractitionerRole> roles) {
    Set<String> scopes = roles.stream().map(Standings::scope).collect(Collectors.toSet());
    Set<String> places =
        roles.stream()
            .flatMap(role -> role.getLocation().stream())
            .flatMap(place -> relative(place, "Location"))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (roles.isEmpty() || scopes.contains("all")) {
      return Optional.empty();
    }
    if (scopes.equals(Set.of("own"))) {
      Set<String> names = new LinkedHashSet<>(Set.of(person));
      roles.forEach(role -> names.add("PractitionerRole/" + role.getIdElement().getIdPart()));
      return Optional.of(new Bounds(Bounds.PHARMACIST, names));
    }
    boolean anywhere = places.isEmpty() && !scopes.contains("team");
    if (anywhere || !places.isEmpty() && places.containsAll(allPlaces())) {
      return Optional.empty();
    }
    places.add(Bounds.SHARED);
    return Optional.of(new Bounds(Bounds.PLACE, places));
  }

  /** Where none holds, the person is out soon, and until then bound as ever. */
  private List<PractitionerRole> counting(List<PractitionerRole> all) {
    Instant now = clock.instant();
    List<PractitionerRole> holding =
        all.stream().filter(role -> StaffRoles.holds(role, now)).toList();
    return holding.isEmpty() ? all : holding;
  }

  private static String scope(PractitionerRole role) {
    var scope = role.getExtensionByUrl(Canonicals.EXT_DATA_SCOPE);
    return scope == null ? "" : scope.getValue().primitiveValue();
  }

  /** Pharmacies, not their rooms. */
  private Set<String> allPlaces() {
    return store.search(Location.class, "status=active", MOST).stream()
        .filter(place -> !place.hasPartOf())
        .map(place -> "Location/" + place.getIdElement().getIdPart())
        .collect(Collectors.toSet());
  }

  private Set<String> barred(String person) {
    return consents("actor=" + person).stream()
        .filter(consent -> consent.getProvision().getType() == ConsentProvisionType.DENY)
        .flatMap(consent -> relative(consent.getPatient(), "Patient"))
        .map(patient -> patient.substring("Patient/".length()))
        .collect(Collectors.toSet());
  }

  private Optional<Proxy> proxy(String patientId, String person) {
    List<ProvisionComponent> permits =
        consents("patient=Patient/" + patientId + "&actor=" + person).stream()
            .map(Consent::getProvision)
            .filter(provision -> provision.getType() == ConsentProvisionType.PERMIT)
            .toList();
    if (permits.isEmpty()) {
      return Optional.empty();
    }
    boolean anyType = permits.stream().anyMatch(permit -> !permit.hasClass_());
    Set<String> types =
        permits.stream()
            .flatMap(permit -> permit.getClass_().stream())
            .map(Coding::getCode)
            .collect(Collectors.toSet());
    boolean writes =
        permits.stream()
            .flatMap(permit -> permit.getAction().stream())
            .flatMap(action -> action.getCoding().stream())
            .anyMatch(action -> WRITING.contains(action.getCode()));
    return Optional.of(new Proxy(anyType ? Set.of() : types, writes));
  }

  /**
   * The labels that patients have opened to a person by a consent, for treatment or for whatever
   * purpose.
   *
   * @return labels as {@code system|code}, by the logical id of the patient
   */
  Map<String, Set<String>> opened(String person) {
    return openings.get(person, this::findOpened);
  }

  private Map<String, Set<String>> findOpened(String person) {
    Map<String, Set<String>> opened = new HashMap<>();
    for (Consent consent : consents("actor=" + person)) {
      ProvisionComponent provision = consent.getProvision();
      if (provision.getType() == ConsentProvisionType.PERMIT && treats(provision)) {
        Set<String> labels =
            provision.getSecurityLabel().stream()
                .map(label -> label.getSystem() + "|" + label.getCode())
                .collect(Collectors.toSet());
        relative(consent.getPatient(), "Patient")
            .map(patient -> patient.substring("Patient/".length()))
            .forEach(id -> opened.computeIfAbsent(id, first -> new HashSet<>()).addAll(labels));
      }
    }
    return opened;
  }

  private static boolean treats(ProvisionComponent provision) {
    return !provision.hasPurpose()
        || provision.getPurpose().stream().anyMatch(why -> "TREAT".equals(why.getCode()));
  }

  private List<Consent> consents(String query) {
    Instant now = clock.instant();
    return store.search(Consent.class, query + "&status=active", MOST).stream()
        .filter(consent -> Validity.covers(consent.getProvision().getPeriod(), now))
        .toList();
  }

  @Override
  public Set<String> of(String patientId) {
    return patients.get(
        patientId,
        unknown -> store.find(Patient.class, patientId).map(Standings::of).orElse(Set.of()));
  }

  @Override
  public Set<String> actors(String schedule) {
    return schedules.get(
        schedule,
        unknown ->
            store.find(Schedule.class, new IdType(schedule).getIdPart()).stream()
                .flatMap(found -> found.getActor().stream())
                .flatMap(actor -> relative(actor, ""))
                .collect(Collectors.toSet()));
  }

  static Set<String> of(Patient patient) {
    Set<String> found = new LinkedHashSet<>();
    var home = patient.getExtensionByUrl(Canonicals.EXT_HOME_LOCATION);
    if (home != null && home.getValue() instanceof Reference place) {
      relative(place, "Location").forEach(found::add);
    }
    if (found.isEmpty()) {
      found.add(Bounds.SHARED);
    }
    patient.getGeneralPractitioner().stream().flatMap(one -> relative(one, "")).forEach(found::add);
    return found;
  }

  /** As {@code Location/1}, if it is of the type. */
  static Stream<String> relative(Reference reference, String type) {
    var id = reference.getReferenceElement();
    return id.hasIdPart() && (type.isEmpty() || type.equals(id.getResourceType()))
        ? Stream.of(id.getResourceType() + "/" + id.getIdPart())
        : Stream.empty();
  }

  void forgetPatient(String patientId) {
    patients.invalidate(patientId);
  }

  void forgetSchedule(String schedule) {
    schedules.invalidate(schedule);
  }

  void forgetCallers() {
    tenants.forget();
    callers.invalidateAll();
    openings.invalidateAll();
  }

  @EventListener
  void opened(BreakGlass.Opened record) {
    forgetCallers();
  }
}
