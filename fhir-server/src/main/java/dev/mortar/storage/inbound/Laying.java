package dev.mortar.storage.inbound;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import dev.mortar.mapping.Entries;
import dev.mortar.storage.inbound.ElementMark.Kind;
import dev.mortar.storage.inbound.Elements.Element;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Lays what an event says over what is stored, element by element: of each, the newest event holds.
 * So the stored resource is the same in whatever order its events come.
 */
final class Laying {
  private final Elements elements;
  private final Overlay overlay;

  Laying(Elements elements) {
    this.elements = elements;
    this.overlay = new Overlay(elements);
  }

  /** What is to be stored, and the times that go with it. */
  record Laid(Resource result, EventTime time) {}

  /** All that is said holds: it has no time, or there are no times of elements. */
  Resource lay(Resource mapped, @Nullable Resource stored) {
    return stored == null ? mapped : overlay.lay(mapped, stored);
  }

  /**
   * Takes out of the mapped resource what newer events have set or deleted, and lays the rest.
   *
   * @param at when the event happened, to the millisecond
   * @param known the times of the stored resource; null if it came without any
   */
  Laid lay(Resource mapped, @Nullable Resource stored, Instant at, @Nullable EventTime known) {
    Set<String> present = stored == null ? Set.of() : elements.names(stored);
    ElementTimes times = ElementTimes.of(present, known);
    Places places = Places.take(mapped, stored, known);
    Set<String> deleted = reduce(mapped, at, times);
    Resource result = stored == null ? mapped : overlay.lay(mapped, stored, deleted, Set.of());
    for (BaseRuntimeChildDefinition list : elements.united(mapped)) {
      UnitedValues values = UnitedValues.of(list, stored, times);
      if (Entries.deleted(mapped).contains(list.getElementName())) {
        values.delete(at);
      }
      values.add(list.getAccessor().getValues(mapped), at);
      values.put(result, times);
    }
    places.put(result);
    Instant newest = known != null && known.at().isAfter(at) ? known.at() : at;
    String text = times.text(places.timed(elements.names(result)), newest) + places.text();
    return new Laid(result, new EventTime(newest, text));
  }

  /** Leaves in the mapped resource what holds; the elements that are to be deleted. */
  private Set<String> reduce(Resource mapped, Instant at, ElementTimes times) {
    Set<String> deleted = Entries.deleted(mapped);
    Set<String> initial = Entries.initial(mapped);
    Map<String, Element> said = elements.in(mapped);
    Set<String> gone = new HashSet<>();
    for (String element : deleted) {
      if (element.indexOf('.') > 0 && said.containsKey(element)) {
        said.remove(element).remove();
      }
      boolean replaced = said.containsKey(element);
      boolean united = Entries.isUnited(mapped.fhirType(), element);
      if (!replaced && !united && times.take(element, new ElementMark(Kind.DELETED, at))) {
        gone.add(element);
      }
    }
    said.forEach(
        (element, value) -> {
          boolean needed = initial.contains(element) && !deleted.contains(element);
          Kind kind = needed ? Kind.INITIAL : Kind.SET;
          if (!times.take(element, new ElementMark(kind, at))) {
            value.remove();
          }
        });
    return gone;
  }
}
