package dev.mortar.storage.inbound;

import dev.mortar.storage.inbound.ElementMark.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** By which events the elements of one resource are what they are. */
final class ElementTimes {
  private final Map<String, ElementMark> marks = new TreeMap<>();

  private ElementTimes() {}

  /**
   * @param present the elements that have a value
   * @param known null if they came without any time
   */
  static ElementTimes of(Set<String> present, @Nullable EventTime known) {
    ElementTimes times = new ElementTimes();
    ElementMark usual = known == null ? ElementMark.OPEN : new ElementMark(Kind.SET, known.at());
    present.forEach(element -> times.marks.put(element, usual));
    if (known != null && known.elements() != null) {
      ElementMark.read(known.elements()).forEach(times::restore);
    }
    return times;
  }

  /** What somebody removed by REST since then may come again. */
  private void restore(String element, ElementMark mark) {
    if (mark.kind() == Kind.DELETED || marks.containsKey(element)) {
      marks.put(element, mark);
    }
  }

  @Nullable ElementMark of(String element) {
    return marks.get(element);
  }

  /** False, and nothing changes, if another event holds for the element. */
  boolean take(String element, ElementMark mark) {
    boolean holds = mark.holds(marks.get(element));
    if (holds) {
      marks.put(element, mark);
    }
    return holds;
  }

  void put(String element, ElementMark mark) {
    marks.put(element, mark);
  }

  /**
   * What differs from the newest event, and what was deleted.
   *
   * @param present the elements that have a value now
   */
  String text(Set<String> present, Instant newest) {
    Map<String, ElementMark> told = new TreeMap<>(marks);
    told.entrySet()
        .removeIf(
            it -> {
              ElementMark mark = it.getValue();
              boolean usual = mark.kind() == Kind.SET && mark.at().equals(newest);
              boolean deleted = mark.kind() == Kind.DELETED;
              return usual || deleted == present.contains(it.getKey());
            });
    return ElementMark.write(told);
  }
}
