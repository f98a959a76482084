package dev.mortar.storage.inbound;

import dev.mortar.mapping.Entries;
import dev.mortar.storage.inbound.Said.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/**
 * Identifiers that were given from one patient to another (A43).
 *
 * <p>A message that names such an identifier is about who had it when the event happened. A list of
 * identifiers that is not newer than the move does not bring it back; a newer one does.
 */
final class GivenIdentifiers {
  private final StoredResources stored;
  private final IdentityEvents events;
  private final EventTimes eventTimes;

  GivenIdentifiers(StoredResources stored, IdentityEvents events, EventTimes eventTimes) {
    this.stored = stored;
    this.events = events;
    this.eventTimes = eventTimes;
  }

  /** The key among the event times that tells of a patient who gave or was given an identifier. */
  static String mark(String patient) {
    return "Patient/" + patient + "/given";
  }

  static boolean isMarked(Intent intent, Map<String, EventTime> known) {
    return intent.mapped() instanceof Patient && known.containsKey(mark(intent.id()));
  }

  /**
   * The intents, each about the patient who had the identifiers at the time; what is claimed anew
   * is added to {@code claimed}.
   */
  List<Intent> corrected(List<Intent> intents, Map<String, EventTime> known, List<Given> claimed) {
    List<Intent> corrected = new ArrayList<>(intents.size());
    for (Intent intent : intents) {
      corrected.add(isMarked(intent, known) ? corrected(intent, claimed) : intent);
    }
    return corrected;
  }

  private Intent corrected(Intent intent, List<Given> claimed) {
    Patient mapped = (Patient) intent.mapped();
    String named = intent.fullUrl().substring(Targets.NEW.length());
    Set<String> identifiers =
        mapped.getIdentifier().stream()
            .map(Said::id)
            .collect(Collectors.toCollection(TreeSet::new));
    identifiers.add(named);
    Map<String, List<IdentityEvent>> moves =
        events.moves(identifiers).stream()
            .collect(Collectors.groupingBy(IdentityEvent::identifier));
    Instant at = Entries.eventTime(mapped).orElse(Instant.MAX);
    Intent owned = owned(intent, moves.getOrDefault(named, List.of()), at);
    List<Identifier> own = new ArrayList<>();
    for (Identifier identifier : mapped.getIdentifier()) {
      List<IdentityEvent> given = moves.getOrDefault(Said.id(identifier), List.of());
      boolean elsewhere = !given.isEmpty() && !given.getLast().other().equals(owned.id());
      if (elsewhere && given.getLast().at().isBefore(at) && !at.equals(Instant.MAX)) {
        String holder = given.getLast().other();
        claimed.add(
            new Given(IdentityEvent.move(Said.id(identifier), holder, owned.id(), at), identifier));
      } else if (!elsewhere) {
        own.add(identifier);
      }
    }
    mapped.setIdentifier(own);
    return owned;
  }

  private Intent owned(Intent intent, List<IdentityEvent> moves, Instant at) {
    if (moves.isEmpty()) {
      return intent;
    }
    String owner = moves.getFirst().one();
    for (IdentityEvent move : moves) {
      owner = move.at().isAfter(at) ? owner : move.other();
    }
    Resource patient = stored.read(List.of("Patient/" + owner)).get("Patient/" + owner);
    return owner.equals(intent.id()) || patient == null
        ? intent
        : new Intent(intent.fullUrl(), intent.mapped(), owner, patient);
  }

  /** Takes each identifier from whoever has it and gives it to whom it belongs now. */
  void give(List<Given> all, Changes changes) {
    for (Given given : all) {
      IdentityEvent event = given.event();
      events.add(event);
      List<IdentityEvent> moves = events.moves(Set.of(event.identifier()));
      if (moves.getLast().other().equals(event.other())) {
        give(given, changes);
      }
      Map<String, EventTime> marks = new LinkedHashMap<>();
      marks.put(mark(event.one()), EventTime.whole(event.at()));
      marks.put(mark(event.other()), EventTime.whole(event.at()));
      eventTimes.put(marks, eventTimes.of(marks.keySet()));
    }
  }

  private void give(Given given, Changes changes) {
    Identifier identifier = given.identifier();
    String system = identifier.hasSystem() ? identifier.getSystem() : "";
    var wanted = new Identified("Patient", system, identifier.getValue());
    Set<String> names = new LinkedHashSet<>();
    names.add("Patient/" + given.event().one());
    names.add("Patient/" + given.event().other());
    stored
        .byIdentifier(Set.of(wanted))
        .getOrDefault(wanted, List.of())
        .forEach(holder -> names.add("Patient/" + holder.getIdPart()));
    for (Resource holder : changes.read(names).values()) {
      Patient patient = ((Patient) holder).copy();
      boolean receives = patient.getIdPart().equals(given.event().other());
      boolean has = patient.getIdentifier().stream().anyMatch(it -> isSame(it, identifier));
      if (receives && !has) {
        changes.put(patient.addIdentifier(identifier.copy()));
      } else if (!receives && has) {
        patient.getIdentifier().removeIf(it -> isSame(it, identifier));
        changes.put(patient);
      }
    }
  }

  private static boolean isSame(Identifier one, Identifier other) {
    return one.hasValue() && Said.id(one).equals(Said.id(other));
  }
}
