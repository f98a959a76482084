package dev.mortar.storage.inbound;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import dev.mortar.storage.inbound.ElementMark.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A list that messages add to. Each value has an event of its own, by its place and not by what it
 * is, because some identifiers may lie nowhere in the clear; and the list has the event that
 * emptied it.
 */
final class UnitedValues {
  private final BaseRuntimeChildDefinition list;
  private final List<IBase> values = new ArrayList<>();
  private final List<ElementMark> marks = new ArrayList<>();
  private @Nullable ElementMark emptied;

  private UnitedValues(BaseRuntimeChildDefinition list, @Nullable ElementMark emptied) {
    this.list = list;
    this.emptied = emptied;
  }

  static UnitedValues of(
      BaseRuntimeChildDefinition list, @Nullable Resource stored, ElementTimes times) {
    String name = list.getElementName();
    UnitedValues united = new UnitedValues(list, times.of(name));
    if (stored != null) {
      for (IBase value : list.getAccessor().getValues(stored)) {
        ElementMark mark = times.of(Elements.name(name, united.values.size()));
        united.values.add(value);
        united.marks.add(mark == null ? ElementMark.OPEN : mark);
      }
    }
    return united;
  }

  void delete(Instant at) {
    ElementMark mark = new ElementMark(Kind.DELETED, at);
    if (!mark.holds(emptied)) {
      return;
    }
    emptied = mark;
    for (int i = values.size() - 1; i >= 0; i--) {
      if (mark.holds(marks.get(i))) {
        values.remove(i);
        marks.remove(i);
      }
    }
  }

  /** Of what a message says twice, the first holds. */
  void add(List<IBase> more, Instant at) {
    ElementMark mark = new ElementMark(Kind.SET, at);
    List<IBase> seen = new ArrayList<>();
    for (IBase value : mark.holds(emptied) ? more : List.<IBase>of()) {
      int place = Overlay.place(values, value);
      if (Overlay.place(seen, value) >= 0) {
        continue;
      }
      seen.add(value);
      if (place < 0) {
        values.add(value);
        marks.add(mark);
      } else if (mark.holds(marks.get(place))) {
        values.set(place, value);
        marks.set(place, mark);
      }
    }
  }

  void put(Resource result, ElementTimes times) {
    String name = list.getElementName();
    Elements.replace(list, result, values);
    for (int i = 0; i < marks.size(); i++) {
      times.put(Elements.name(name, i), marks.get(i));
    }
    if (emptied != null) {
      times.put(name, emptied);
    }
  }
}
