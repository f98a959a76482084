package dev.mortar.priority;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Everything that a score is made of, as of one moment.
 *
 * @param events what happened, and how to say it
 * @param lace 0 to 19
 * @param daysCovered proportion of days covered, 0 to 1
 * @param sla when the clock began and when it runs out
 * @param kidney what the kidneys filter, mL/min/1.73 m²
 * @param gaps data that were looked for and not found
 */
public record Facts(
    Instant asOf,
    List<Event> events,
    Person person,
    OptionalInt lace,
    OptionalDouble daysCovered,
    Optional<Sla> sla,
    List<String> gaps) {
  /** What can add to the severity of an event. */
  public enum Kind {
    CRITICAL_LAB,
    ABNORMAL_LAB,
    HIGH_ALERT_DRUG,
    INTERACTION,
    DISCHARGE,
    CARE_GAP,
    PATIENT_REQUEST
  }

  /** Something that happened, in words for the person who reads the score. */
  public record Event(Kind kind, String label) {}

  /** The person's age in years, number of medications and eGFR, as far as they are known. */
  public record Person(OptionalInt age, OptionalInt medications, OptionalDouble egfr) {
    /** Nothing is known. */
    public static Person unknown() {
      return new Person(OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty());
    }
  }

  /** The time agreed for the task. */
  public record Sla(Instant opened, Instant due) {}

  public Facts {
    events = List.copyOf(events);
    gaps = List.copyOf(gaps);
  }

  Set<Kind> kinds() {
    return Set.copyOf(events.stream().map(Event::kind).toList());
  }
}
