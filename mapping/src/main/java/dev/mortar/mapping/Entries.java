package dev.mortar.mapping;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/**
 * The contract of the transaction that a mapper makes and a sink applies.
 *
 * <p>Every entry has a {@code urn:uuid:} full URL by which the other entries refer to it, and a
 * request:
 *
 * <ul>
 *   <li>{@code PUT Type?identifier=system|value}: upsert by business identifier. The sink finds the
 *       resource, lays the mapped elements over the stored ones (absent leaves, {@link #deleted}
 *       removes), and keeps what a newer event has set.
 *   <li>{@code PUT Type/id}: upsert by an id that is a function of business identifiers ({@link
 *       DeterministicId}); laid over the stored resource in the same way.
 *   <li>{@code PATCH Type?…} with a Parameters resource (FHIRPath Patch): change a stored resource;
 *       no effect if there is none.
 * </ul>
 *
 * Because every id is deterministic, applying a transaction twice has the effect of applying it
 * once.
 *
 * <p>Laying over works by top-level elements: one that the entry holds replaces the stored one as a
 * whole, unless {@link #isUnited} says that the lists are united or {@link #isNested} that the
 * parts of the element are laid over in their turn. Marks on the entry's resource (user data, never
 * serialised) refine it:
 *
 * <ul>
 *   <li>{@link #deleted}: elements whose v2 field held {@code ""}, to be removed;
 *   <li>{@link #initial}: elements that hold only where no event has said what they are, such as
 *       the required Encounter.status of an update that says nothing of the status;
 *   <li>{@link #eventTime}: when the event happened at the sender. Of each element, the newest
 *       event holds that sets or deletes it, in whatever order they come. Equal times apply: many
 *       senders know only minutes;
 *   <li>{@link #rank}: of the result status; see {@link #mayReplace}.
 *   <li>{@link #parted} and {@link #moved}: what a message says of who a patient is;
 *   <li>{@link Placing}: what it says of where the patient of a visit is. {@code
 *       Encounter.location} of the entry holds for this event alone; the sink makes the list of all
 *       stays.
 * </ul>
 *
 * <p>Links of a Patient are not laid over: a {@code replaced-by} tells the sink of a merge, a
 * {@code seealso} that two records are linked, each at the event time of the message. What a merged
 * patient's entry holds beside that is only for a record that is not there yet.
 */
public final class Entries {
  private static final String PARTED = "mortar.parted";
  private static final String MOVED = "mortar.moved";
  private static final String DELETED = "mortar.deleted";
  private static final String INITIAL = "mortar.initial";
  private static final String EVENT_TIME = "mortar.eventTime";

  /** Registered, preliminary, final, corrected: a result only ever rises. */
  private static final Map<String, Integer> RANKS =
      Map.ofEntries(
          Map.entry("unknown", 0),
          Map.entry("registered", 1),
          Map.entry("partial", 2),
          Map.entry("preliminary", 2),
          Map.entry("final", 3),
          Map.entry("amended", 4),
          Map.entry("appended", 4),
          Map.entry("corrected", 4),
          Map.entry("cancelled", 4),
          Map.entry("entered-in-error", 5));

  private static final Set<String> UNITED =
      Set.of("identifier", "DiagnosticReport.result", "DiagnosticReport.specimen");

  private Entries() {}

  /**
   * Asks the sink to remove a top-level element, such as {@code telecom} or {@code value[x]}, or a
   * part of a nested one: {@code period.end}. A top-level element that the entry holds as well is
   * replaced.
   */
  public static void markDeleted(Resource resource, String element) {
    marks(resource, DELETED).add(element);
  }

  public static Set<String> deleted(Resource resource) {
    return Set.copyOf(marks(resource, DELETED));
  }

  /**
   * Tells the sink to set a top-level element only if no event has set or deleted it; of an entry
   * without event time, only if it creates the resource.
   */
  public static void markInitial(Resource resource, String element) {
    marks(resource, INITIAL).add(element);
  }

  public static Set<String> initial(Resource resource) {
    return Set.copyOf(marks(resource, INITIAL));
  }

  public static void markEventTime(Resource resource, Instant time) {
    resource.setUserData(EVENT_TIME, time);
  }

  public static Optional<Instant> eventTime(Resource resource) {
    return Optional.ofNullable((Instant) resource.getUserData(EVENT_TIME));
  }

  /**
   * Tells the sink that two patients who were linked or merged are two people.
   *
   * @param other the full URL of the other one's entry
   */
  public static void markParted(Patient patient, String other) {
    marks(patient, PARTED).add(other);
  }

  public static Set<String> parted(Resource patient) {
    return Set.copyOf(marks(patient, PARTED));
  }

  /** An identifier that is given to another patient, whose entry has the full URL. */
  public record Move(Identifier identifier, String to) {}

  /** Tells the sink to take an identifier from a patient and to give it to another. */
  public static void markMoved(Patient from, List<Move> moves) {
    from.setUserData(MOVED, List.copyOf(moves));
  }

  @SuppressWarnings("unchecked")
  public static List<Move> moved(Resource patient) {
    List<Move> moves = (List<Move>) patient.getUserData(MOVED);
    return moves == null ? List.of() : moves;
  }

  /** True if the parts of an element are laid over one by one: a discharge knows only the end. */
  public static boolean isNested(String type, String element) {
    return type.equals("Encounter")
        && (element.equals("period") || element.equals("hospitalization"));
  }

  /** True if the mapped list is added to the stored one instead of replacing it. */
  public static boolean isUnited(String type, String element) {
    return UNITED.contains(element) || UNITED.contains(type + "." + element);
  }

  /**
   * The place of an Observation or DiagnosticReport status in the lattice preliminary &lt; final
   * &lt; corrected; -1 for a code that has none.
   */
  public static int rank(String status) {
    return RANKS.getOrDefault(status, -1);
  }

  /** False if a stored result is further than the one that comes, whatever the times say. */
  public static boolean mayReplace(String storedStatus, String newStatus) {
    return rank(newStatus) >= rank(storedStatus);
  }

  @SuppressWarnings("unchecked")
  private static Set<String> marks(Resource resource, String key) {
    Set<String> marks = (Set<String>) resource.getUserData(key);
    if (marks == null) {
      marks = new TreeSet<>();
      resource.setUserData(key, marks);
    }
    return marks;
  }
}
