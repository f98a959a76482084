package dev.mortar.mapping;

import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationComponent;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What an event does to where the patient of a visit is. The places themselves are the locations of
 * the mapped Encounter, each with a {@link Role}. Both are marks like those of {@link Entries}:
 * user data, never serialised.
 *
 * @param told when the sender recorded the event (EVN-2, else MSH-7)
 * @param sent when the message was made (MSH-7); it parts events that were recorded in one minute
 * @param at when the patient came, left or was planned for (EVN-6, else {@code told}; of a
 *     discharge PV1-45 if it names a time of day)
 * @param cancelled the time of the event that this one cancels (EVN-6); null if it names none
 */
public record Placing(
    Kind kind, Instant told, Instant sent, Instant at, @Nullable Instant cancelled) {
  private static final String PLACING = "mortar.placing";
  private static final String ROLE = "mortar.placeRole";

  /** In the order in which events of one time apply. Sinks may store the names. */
  public enum Kind {
    /** What the store held before any event; no message says so. */
    FOUND,
    /** The place is only mentioned: by a result, an order, a patient on the way. */
    SEEN,
    /** Where the patient is expected: A05, A14. */
    PLANNED,
    /** The visit begins: A01, A04. */
    ADMITTED,
    /** The patient is at a place from now on, without a transfer: A06, A07, A10. */
    PLACED,
    /** A02, A17. */
    MOVED,
    /** A12. */
    MOVE_CANCELLED,
    /** The place as the sender knows it: A08 and all other events of a visit. */
    CORRECTED,
    /** A03. */
    LEFT,
    /** A13. */
    RETURNED,
    /** The visit does not take place: A11, A23, A27, A38. */
    CANCELLED
  }

  /** What a location of the mapped Encounter is. */
  public enum Role {
    /** PV1-3. */
    ASSIGNED,
    /** PV1-6. */
    PRIOR,
    /** Temporary, pending or planned places: PV1-11, PV1-42, PV2-1. */
    BESIDE
  }

  public static void mark(Encounter encounter, Placing placing) {
    encounter.setUserData(PLACING, placing);
  }

  /** Empty if the event has no time, or the resource is no visit. */
  public static Optional<Placing> of(Resource resource) {
    return Optional.ofNullable((Placing) resource.getUserData(PLACING));
  }

  public static void mark(EncounterLocationComponent location, Role role) {
    location.setUserData(ROLE, role);
  }

  public static Role role(EncounterLocationComponent location) {
    Role role = (Role) location.getUserData(ROLE);
    return role == null ? Role.BESIDE : role;
  }
}
