package dev.mortar.storage.inbound;

import dev.mortar.mapping.Placing;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Where the patient of a visit lay: the locations of an Encounter are not laid one over the other,
 * but follow from all that events said of them.
 */
final class Places {
  private static final String LOCATION = "location";
  private static final Places NONE = new Places(new StayLog(), null);

  private final StayLog log;
  private final @Nullable List<Listed> stays;

  private Places(StayLog log, @Nullable List<Listed> stays) {
    this.log = log;
    this.stays = stays;
  }

  /** Takes what is said of places out of the mapped resource. */
  static Places take(Resource mapped, @Nullable Resource stored, @Nullable EventTime known) {
    if (!(mapped instanceof Encounter visit)) {
      return NONE;
    }
    StayLog log = stored == null || known == null ? new StayLog() : StayText.read(known.elements());
    Optional<PlaceEvent> said =
        Placing.of(visit).map(placing -> PlaceEvent.of(placing, visit.getLocation()));
    if (said.isPresent()) {
      visit.setLocation(null);
    }
    if (said.isEmpty() || !said.get().saysAnything()) {
      return new Places(log, null);
    }
    Optional<EncounterLocationComponent> found =
        log.isEmpty() && stored instanceof Encounter before ? found(before) : Optional.empty();
    if (found.isPresent() && said.get().isMention()) {
      return new Places(log, null);
    }
    List<Listed> before = log.stays();
    found.ifPresent(it -> log.add(PlaceEvent.found(it)));
    log.add(said.get());
    List<Listed> after = log.stays();
    return new Places(log, before.equals(after) ? null : after);
  }

  /** Of a message without any time nobody knows where it belongs among those that have one. */
  static void hush(Resource mapped, @Nullable EventTime known) {
    if (mapped instanceof Encounter visit
        && known != null
        && !StayText.read(known.elements()).isEmpty()) {
      visit.setLocation(null);
    }
  }

  /** What somebody wrote by REST, or a message of a version that kept no log. */
  private static Optional<EncounterLocationComponent> found(Encounter stored) {
    List<EncounterLocationComponent> locations = stored.getLocation();
    return locations.stream()
        .filter(it -> it.getStatus() == EncounterLocationStatus.ACTIVE)
        .findFirst()
        .or(() -> locations.stream().reduce((one, other) -> other));
  }

  /** Sets the list if the event changed it; what people changed by REST stays until then. */
  void put(Resource result) {
    if (stays != null && result instanceof Encounter visit) {
      visit.setLocation(null);
      stays.forEach(it -> visit.addLocation(it.toLocation()));
    }
  }

  /** Without the locations, if their time is that of the log. */
  Set<String> timed(Set<String> elements) {
    if (log.isEmpty()) {
      return elements;
    }
    Set<String> others = new HashSet<>(elements);
    others.remove(LOCATION);
    return others;
  }

  String text() {
    return log.isEmpty() ? "" : StayText.write(log.events());
  }
}
