package dev.mortar.security;

import ca.uhn.fhir.sl.cache.Cache;
import ca.uhn.fhir.sl.cache.CacheFactory;
import dev.mortar.access.Tenant;
import dev.mortar.ig.Codes.OrganizationType;
import dev.mortar.store.FhirStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the tenants that people belong to. A tenant is an organization of that type, with the
 * organizations below it and the locations, services and staff of all of them. What each consists
 * of is kept for half a minute, for all who belong to it.
 */
final class Tenants {
  private static final Logger LOG = LoggerFactory.getLogger(Tenants.class);
  private static final Duration KEPT = Duration.ofSeconds(30);
  private static final int MOST_KEPT = 1_000;

  /** Of one search; with more the rest is not found, and therefore closed. */
  private static final int MOST = 1_000;

  /** Ids that one search asks for. */
  private static final int ASKED = 100;

  /** Organizations that stand one above the other, and locations one in the other. */
  private static final int DEEPEST = 20;

  /**
   * Where nobody can tell to whom a place or an organization belongs: a tenant that has nothing.
   */
  private static final String NOWHERE = "Organization/-";

  private final FhirStore store;
  private final Cache<String, Tenant> tenants = CacheFactory.build(KEPT.toMillis(), MOST_KEPT);

  Tenants(FhirStore store) {
    this.store = store;
  }

  /**
   * All tenants of somebody as one; empty for who belongs to none.
   *
   * @param roles what the person does here
   */
  Optional<Tenant> of(List<PractitionerRole> roles) {
    Set<String> roots =
        roles.stream()
            .flatMap(this::organizations)
            .distinct()
            .flatMap(organization -> root(organization).stream())
            .collect(Collectors.toCollection(HashSet::new));
    if (roots.isEmpty()) {
      return Optional.empty();
    }
    Set<String> places = new HashSet<>();
    Set<String> members = new HashSet<>();
    roots.remove(NOWHERE);
    for (String root : roots) {
      Tenant one = tenants.get(root, this::find);
      places.addAll(one.places());
      one.members().values().forEach(members::addAll);
    }
    return Optional.of(Tenant.of(places, members));
  }

  void forget() {
    tenants.invalidateAll();
  }

  private Stream<String> organizations(PractitionerRole role) {
    return Stream.concat(
        Standings.relative(role.getOrganization(), "Organization"),
        role.getLocation().stream()
            .flatMap(place -> Standings.relative(place, "Location"))
            .flatMap(place -> managing(place).stream()));
  }

  /** Who manages the place, or else the place that it is in. */
  private Optional<String> managing(String place) {
    String at = place;
    for (int step = 0; step < DEEPEST; step++) {
      Optional<Location> location = store.find(Location.class, id(at));
      if (location.isEmpty()) {
        return Optional.of(NOWHERE);
      }
      Optional<String> organization =
          Standings.relative(location.get().getManagingOrganization(), "Organization").findFirst();
      if (organization.isPresent()) {
        return organization;
      }
      Optional<String> above =
          Standings.relative(location.get().getPartOf(), "Location").findFirst();
      if (above.isEmpty()) {
        return Optional.empty();
      }
      at = above.get();
    }
    return Optional.of(NOWHERE);
  }

  /** The nearest tenant, the organization itself or one above. */
  private Optional<String> root(String organization) {
    String at = organization;
    for (int step = 0; step < DEEPEST; step++) {
      Optional<Organization> found = store.find(Organization.class, id(at));
      if (found.isEmpty()) {
        return Optional.of(NOWHERE);
      }
      if (found.get().getType().stream().anyMatch(OrganizationType.TENANT::in)) {
        return Optional.of(at);
      }
      Optional<String> above =
          Standings.relative(found.get().getPartOf(), "Organization").findFirst();
      if (above.isEmpty()) {
        return Optional.empty();
      }
      at = above.get();
    }
    return Optional.of(NOWHERE);
  }

  private Tenant find(String root) {
    Set<String> organizations = below(Organization.class, "partof", Set.of(root));
    Set<String> places =
        below(
            Location.class,
            "partof",
            references(search(Location.class, "organization", organizations)));
    Set<String> members = new HashSet<>(organizations);
    members.addAll(places);
    members.addAll(references(search(HealthcareService.class, "organization", organizations)));
    Stream.concat(
            search(PractitionerRole.class, "organization", organizations).stream(),
            search(PractitionerRole.class, "location", places).stream())
        .flatMap(
            role ->
                Stream.concat(
                    Stream.of(reference(role)),
                    Standings.relative(role.getPractitioner(), "Practitioner")))
        .forEach(members::add);
    return Tenant.of(places, members);
  }

  /** These and all that are part of them, level by level. */
  private <T extends Resource> Set<String> below(
      Class<T> type, String parameter, Set<String> first) {
    Set<String> all = new LinkedHashSet<>(first);
    Set<String> level = first;
    for (int step = 0; step < DEEPEST && !level.isEmpty(); step++) {
      Set<String> next = references(search(type, parameter, level));
      next.removeAll(all);
      all.addAll(next);
      level = next;
    }
    return all;
  }

  private <T extends Resource> List<T> search(
      Class<T> type, String parameter, Set<String> references) {
    List<String> asked = new ArrayList<>(references);
    List<T> found = new ArrayList<>();
    for (int from = 0; from < asked.size(); from += ASKED) {
      String values = String.join(",", asked.subList(from, Math.min(from + ASKED, asked.size())));
      List<T> some = store.search(type, parameter + "=" + values, MOST);
      if (some.size() == MOST) {
        LOG.warn(
            "A tenant has more {} than are looked at; the rest is closed to its people.",
            type.getSimpleName());
      }
      found.addAll(some);
    }
    return found;
  }

  private static <T extends Resource> Set<String> references(List<T> resources) {
    return resources.stream()
        .map(Tenants::reference)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String reference(Resource resource) {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }

  private static String id(String reference) {
    return new IdType(reference).getIdPart();
  }
}
