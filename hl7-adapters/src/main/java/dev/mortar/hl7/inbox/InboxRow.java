package dev.mortar.hl7.inbox;

import dev.mortar.hl7.InboundMessages.State;
import dev.mortar.hl7.MessageSeal;
import dev.mortar.hl7.inbox.Arrival.Purpose;
import dev.mortar.mapping.Heading;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An arrival as its columns hold it.
 *
 * @param texts peer, profile, fingerprint, control id, message type, structure, version, message
 *     time, sending application and facility, receiving application and facility, code of the
 *     acknowledgement, state, failure, patient, and the pointers of a fragment
 */
record InboxRow(String fingerprint, Arrival arrival, List<String> texts) {
  static InboxRow of(Arrival came, MessageSeal seal) {
    String fingerprint = Columns.fingerprint(came.origin().profile(), came.raw());
    Arrival arrival = came.sealed(seal);
    return new InboxRow(fingerprint, arrival, texts(fingerprint, arrival));
  }

  OffsetDateTime received() {
    return arrival.origin().received().atOffset(ZoneOffset.UTC);
  }

  private static List<String> texts(String fingerprint, Arrival arrival) {
    Heading heading = arrival.heading();
    return List.of(
        Columns.text(arrival.origin().peer()),
        Columns.text(arrival.origin().profile()),
        fingerprint,
        Columns.text(heading.controlId()),
        Columns.text(heading.type()),
        Columns.text(heading.structure()),
        Columns.text(heading.version()),
        Columns.text(heading.time()),
        Columns.text(heading.sendingApplication()),
        Columns.text(heading.sendingFacility()),
        Columns.text(heading.receivingApplication()),
        Columns.text(heading.receivingFacility()),
        arrival.promise().code(),
        state(arrival).name(),
        Columns.failure(quarantine(arrival)),
        Patients.of(arrival.lines()).stream().findFirst().orElse(""),
        Columns.text(arrival.part().continues()),
        Columns.text(arrival.part().continuedBy()));
  }

  private static State state(Arrival arrival) {
    return switch (arrival.purpose()) {
      case Purpose.Apply apply -> State.WAITING;
      case Purpose.Join join -> State.FRAGMENT;
      case Purpose.Quarantine quarantine -> State.QUARANTINED;
    };
  }

  private static String quarantine(Arrival arrival) {
    return arrival.purpose() instanceof Purpose.Quarantine(String why) ? why : "";
  }

  /** Two lines may become one when they are made fit for the column. */
  Set<String> lines() {
    return keys(arrival.lines());
  }

  static Set<String> keys(List<String> lines) {
    Set<String> keys = new LinkedHashSet<>();
    lines.forEach(line -> keys.add(Columns.key(line)));
    return keys;
  }

  /** The patients beside the one that stands in the row itself. */
  List<String> furtherPatients() {
    List<String> all = Patients.of(arrival.lines());
    return all.subList(Math.min(1, all.size()), all.size());
  }
}
