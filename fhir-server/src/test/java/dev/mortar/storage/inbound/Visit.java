package dev.mortar.storage.inbound;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.mapping.Placing;
import dev.mortar.mapping.Placing.Kind;
import dev.mortar.mapping.Placing.Role;
import dev.mortar.storage.inbound.Laying.Laid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** A visit in the store, and what events make of it. */
final class Visit {
  private static final Laying LAYING = new Laying(new Elements(FhirContext.forR4Cached()));
  private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");

  private @Nullable Encounter stored;
  private @Nullable EventTime time;

  /**
   * One event; minutes count from the begin of the day.
   *
   * @param at when it took place
   * @param cancelled the minute that it cancels; negative if it names none
   */
  record Event(
      Kind kind,
      int told,
      int at,
      int cancelled,
      @Nullable String place,
      @Nullable String prior,
      @Nullable String reserved) {
    static Event of(Kind kind, int told, @Nullable String place) {
      return new Event(kind, told, told, -1, place, null, null);
    }

    Event from(String before) {
      return new Event(kind, told, at, cancelled, place, before, reserved);
    }

    Event happened(int minute) {
      return new Event(kind, told, minute, cancelled, place, prior, reserved);
    }

    Event of(int minute) {
      return new Event(kind, told, at, minute, place, prior, reserved);
    }

    Event reserving(String other) {
      return new Event(kind, told, at, cancelled, place, prior, other);
    }

    private Encounter mapped() {
      Instant said = minute(told);
      Encounter visit = new Encounter();
      add(visit, place, EncounterLocationStatus.ACTIVE, Role.ASSIGNED);
      add(visit, prior, EncounterLocationStatus.COMPLETED, Role.PRIOR);
      add(visit, reserved, EncounterLocationStatus.RESERVED, Role.BESIDE);
      Instant gone = cancelled < 0 ? null : minute(cancelled);
      Placing.mark(visit, new Placing(kind, said, said, minute(at), gone));
      return visit;
    }

    private static void add(
        Encounter visit, @Nullable String place, EncounterLocationStatus status, Role role) {
      if (place != null) {
        Reference where = new Reference("Location/" + place).setDisplay("Ward\t" + place + " 100%");
        Placing.mark(visit.addLocation().setLocation(where).setStatus(status), role);
      }
    }
  }

  static Visit after(List<Event> events) {
    Visit visit = new Visit();
    events.forEach(visit::hear);
    return visit;
  }

  static Visit after(Event... events) {
    return after(List.of(events));
  }

  /** A visit that somebody wrote by REST. */
  static Visit written(EncounterLocationComponent... locations) {
    Visit visit = new Visit();
    Encounter encounter = new Encounter();
    List.of(locations).forEach(encounter::addLocation);
    visit.stored = encounter;
    return visit;
  }

  Visit hear(Event event) {
    Laid laid = LAYING.lay(event.mapped(), stored, minute(event.told()), time);
    stored = (Encounter) laid.result();
    time = laid.time();
    return this;
  }

  @Nullable EventTime time() {
    return time;
  }

  List<EncounterLocationComponent> locations() {
    return stored == null ? List.of() : stored.getLocation();
  }

  /** As {@code A 0-60} and {@code B 60- active}. */
  List<String> stays() {
    List<String> stays = new ArrayList<>();
    for (EncounterLocationComponent location : locations()) {
      String place = location.getLocation().getReferenceElement().getIdPart();
      String from = minute(location.getPeriod().getStartElement().getValue());
      String to = minute(location.getPeriod().getEndElement().getValue());
      boolean completed = location.getStatus() == EncounterLocationStatus.COMPLETED;
      String status = completed ? "" : " " + location.getStatus().toCode();
      stays.add(place + " " + from + "-" + to + status);
    }
    return stays;
  }

  private static Instant minute(int minute) {
    return START.plusSeconds(60L * minute);
  }

  private static String minute(@Nullable Date time) {
    return time == null
        ? ""
        : Long.toString((time.toInstant().getEpochSecond() - START.getEpochSecond()) / 60);
  }
}
