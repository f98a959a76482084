package dev.mortar.mapping.message;

import dev.mortar.mapping.Placing;
import dev.mortar.mapping.Placing.Kind;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.text.Segment;
import java.time.Instant;
import org.hl7.fhir.r4.model.Encounter;
import org.jspecify.annotations.Nullable;

/** What the trigger event says of where a patient is. */
final class Placings {
  private Placings() {}

  /** Marks nothing if the message has no time: then nobody knows what it came before. */
  static void mark(Encounter encounter, Segment pv1, Mapping mapping) {
    mapping
        .eventTime()
        .ifPresent(told -> Placing.mark(encounter, placing(kind(mapping), told, pv1, mapping)));
  }

  private static Placing placing(Kind kind, Instant told, Segment pv1, Mapping mapping) {
    Instant sent = Times.instant(mapping.heading().time(), mapping.sender().zone());
    @Nullable Instant occurred =
        mapping.message().first("EVN").map(evn -> moment(evn, 6, mapping)).orElse(null);
    Instant at =
        switch (kind) {
          case PLANNED, ADMITTED, PLACED, MOVED -> or(occurred, told);
          case LEFT -> or(moment(pv1, 45, mapping), or(occurred, told));
          case FOUND, SEEN, MOVE_CANCELLED, CORRECTED, RETURNED, CANCELLED -> told;
        };
    boolean cancels = kind == Kind.MOVE_CANCELLED;
    return new Placing(kind, told, or(sent, told), at, cancels ? occurred : null);
  }

  private static @Nullable Instant moment(Segment segment, int field, Mapping mapping) {
    return Times.moment(segment.field(field).peek(), mapping.sender().zone());
  }

  private static Instant or(@Nullable Instant time, Instant other) {
    return time == null ? other : time;
  }

  private static Kind kind(Mapping mapping) {
    if (!mapping.heading().type().startsWith("ADT")) {
      return Kind.SEEN;
    }
    return switch (mapping.trigger()) {
      case "A01", "A04" -> Kind.ADMITTED;
      case "A02", "A17" -> Kind.MOVED;
      case "A03" -> Kind.LEFT;
      case "A05", "A14" -> Kind.PLANNED;
      case "A06", "A07", "A10" -> Kind.PLACED;
      case "A09", "A32", "A33" -> Kind.SEEN;
      case "A11", "A23", "A27", "A38" -> Kind.CANCELLED;
      case "A12" -> Kind.MOVE_CANCELLED;
      case "A13" -> Kind.RETURNED;
      default -> Kind.CORRECTED;
    };
  }
}
