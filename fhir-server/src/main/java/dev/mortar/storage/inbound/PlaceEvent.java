package dev.mortar.storage.inbound;

import dev.mortar.mapping.Placing;
import dev.mortar.mapping.Placing.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.jspecify.annotations.Nullable;

/**
 * What one event says of where a patient is; times to the millisecond.
 *
 * @param placing what kind of event it is, and its times
 * @param place where the patient is, or was when leaving; null if the event does not say it
 * @param prior where the patient was before
 * @param beside places that are temporary, reserved or planned
 */
record PlaceEvent(
    Placing placing, @Nullable Where place, @Nullable Where prior, List<Beside> beside) {
  /** By what stands in one place of the order only one event can be. */
  static final Comparator<PlaceEvent> ORDER =
      Comparator.<PlaceEvent, Instant>comparing(it -> it.placing.told())
          .thenComparing(it -> it.placing.sent())
          .thenComparing(it -> it.placing.kind())
          .thenComparing(it -> it.placing.at());

  record Beside(EncounterLocationStatus status, Where place) {}

  static PlaceEvent of(Placing placing, List<EncounterLocationComponent> locations) {
    Where place = null;
    Where prior = null;
    List<Beside> beside = new ArrayList<>();
    for (EncounterLocationComponent location : locations) {
      Where where = Where.of(location.getLocation());
      switch (Placing.role(location)) {
        case ASSIGNED -> place = where;
        case PRIOR -> prior = where;
        case BESIDE -> beside.add(new Beside(location.getStatus(), where));
      }
    }
    return new PlaceEvent(exact(placing), place, prior, beside);
  }

  /** What stood there before any event. */
  static PlaceEvent found(EncounterLocationComponent location) {
    Instant start = Instant.EPOCH;
    return new PlaceEvent(
        new Placing(Kind.FOUND, start, start, start, null),
        Where.of(location.getLocation()),
        null,
        List.of());
  }

  private static Placing exact(Placing placing) {
    Instant cancelled = placing.cancelled();
    return new Placing(
        placing.kind(),
        exact(placing.told()),
        exact(placing.sent()),
        exact(placing.at()),
        cancelled == null ? null : exact(cancelled));
  }

  private static Instant exact(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  Kind kind() {
    return placing.kind();
  }

  Instant at() {
    return placing.at();
  }

  boolean isMention() {
    return kind() == Kind.SEEN || kind() == Kind.FOUND;
  }

  boolean namesPlaces() {
    return place != null || !beside.isEmpty();
  }

  /** False if nothing would be different without it. */
  boolean saysAnything() {
    return switch (kind()) {
      case LEFT, RETURNED, CANCELLED, MOVE_CANCELLED -> true;
      case MOVED -> namesPlaces() || prior != null;
      case FOUND, SEEN, PLANNED, ADMITTED, PLACED, CORRECTED -> namesPlaces();
    };
  }
}
