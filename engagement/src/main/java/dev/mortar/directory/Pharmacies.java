package dev.mortar.directory;

import dev.mortar.directory.OpeningHours.Hours;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.Role;
import dev.mortar.store.Cached;
import dev.mortar.store.FhirStore;
import dev.mortar.store.Parts;
import dev.mortar.store.ResourceStored;
import dev.mortar.store.StoredListener;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;

/** The places of the pharmacy: hours, time zones, telephone, and who has which role there. */
public final class Pharmacies implements StoredListener {
  private static final int MOST = 200;

  private final FhirStore store;
  private final ZoneId fallback;
  private final Cached<List<Location>> locations;

  Pharmacies(FhirStore store, ZoneId fallback, Clock clock) {
    this.store = store;
    this.fallback = fallback;
    this.locations =
        new Cached<>(() -> store.search(Location.class, "status=active&_sort=_id", MOST), clock);
  }

  /** The place itself, or the first one that says when it is open. */
  public Optional<Location> location(Optional<Reference> reference) {
    var known = locations.get();
    var id = reference.map(to -> to.getReferenceElement().getIdPart()).orElse("");
    return known.stream()
        .filter(location -> location.getIdElement().getIdPart().equals(id))
        .findFirst()
        .or(() -> known.stream().filter(Location::hasHoursOfOperation).findFirst())
        .or(() -> known.stream().findFirst());
  }

  public OpeningHours hours(Optional<Reference> reference) {
    return location(reference).map(this::hours).orElseGet(() -> OpeningHours.always(fallback));
  }

  /** The zone that a patient or place keeps, else the pharmacy's. */
  public ZoneId zone(DomainResource resource) {
    return ownZone(resource)
        .or(() -> location(Optional.empty()).flatMap(Pharmacies::ownZone))
        .orElse(fallback);
  }

  /** Anyone active who has the role, if there is one. */
  public Optional<Reference> anyone(Role role) {
    var query = "active=true&role=" + role.system() + "|" + role.code() + "&_sort=_id";
    return store.search(PractitionerRole.class, query, 1).stream()
        .map(found -> new Reference("PractitionerRole/" + found.getIdElement().getIdPart()))
        .findFirst();
  }

  @Override
  public Set<String> types() {
    return Set.of("Location");
  }

  @Override
  public void stored(List<ResourceStored> changes) {
    locations.forget();
  }

  private OpeningHours hours(Location location) {
    Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
    for (var open : location.getHoursOfOperation()) {
      var hours =
          open.getAllDay()
              ? new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)
              : new Hours(
                  LocalTime.parse(open.getOpeningTime()), LocalTime.parse(open.getClosingTime()));
      for (var day : open.getDaysOfWeek()) {
        week.computeIfAbsent(
                DayOfWeek.valueOf(day.getValue().getDisplay().toUpperCase(java.util.Locale.ROOT)),
                any -> new ArrayList<>())
            .add(hours);
      }
    }
    var closed = new HashSet<LocalDate>();
    for (var day : location.getExtensionsByUrl(Canonicals.EXT_CLOSED_DAY)) {
      new Parts(day).text("date").map(LocalDate::parse).ifPresent(closed::add);
    }
    return new OpeningHours(ownZone(location).orElse(fallback), week, closed);
  }

  private static Optional<ZoneId> ownZone(DomainResource resource) {
    return Optional.ofNullable(resource.getExtensionByUrl(Canonicals.EXT_TIME_ZONE))
        .map(zone -> ZoneId.of(zone.getValue().primitiveValue()));
  }
}
