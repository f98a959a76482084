package dev.mortar.storage.inbound;

import static dev.mortar.mapping.Placing.Kind.ADMITTED;
import static dev.mortar.mapping.Placing.Kind.CANCELLED;
import static dev.mortar.mapping.Placing.Kind.CORRECTED;
import static dev.mortar.mapping.Placing.Kind.LEFT;
import static dev.mortar.mapping.Placing.Kind.MOVED;
import static dev.mortar.mapping.Placing.Kind.MOVE_CANCELLED;
import static dev.mortar.mapping.Placing.Kind.PLACED;
import static dev.mortar.mapping.Placing.Kind.PLANNED;
import static dev.mortar.mapping.Placing.Kind.RETURNED;
import static dev.mortar.mapping.Placing.Kind.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.storage.inbound.Visit.Event;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class StaysTest {
  private static final Event ADMISSION = Event.of(ADMITTED, 0, "A");
  private static final Event TRANSFER = Event.of(MOVED, 60, "B");
  private static final Event NEXT = Event.of(MOVED, 90, "C");
  private static final Event DISCHARGE = Event.of(LEFT, 120, "C");

  @Test
  void eachTransferBeginsAStayAndTheDischargeEndsTheLast() {
    assertThat(Visit.after(ADMISSION, TRANSFER, NEXT, DISCHARGE).stays())
        .containsExactly("A 0-60", "B 60-90", "C 90-120");
    assertThat(Visit.after(ADMISSION, TRANSFER).stays()).containsExactly("A 0-60", "B 60- active");
  }

  @Test
  void aCancelledTransferIsUndoneByItsTimeOrElseTheNewestOne() {
    Event back = Event.of(MOVE_CANCELLED, 100, "A");

    assertThat(Visit.after(ADMISSION, TRANSFER, NEXT, back.of(60)).stays())
        .containsExactly("A 0-90", "C 90- active");
    assertThat(Visit.after(ADMISSION, TRANSFER, NEXT, back).stays())
        .containsExactly("A 0-60", "B 60- active");
    assertThat(Visit.after(ADMISSION, TRANSFER, NEXT, back.of(100)).stays())
        .containsExactly("A 0-60", "B 60- active");
  }

  @Test
  void aCancellationOfATransferThatIsNotKnownUndoesOnlyTheOneThatLedAwayFromItsPlace() {
    Event back = Event.of(MOVE_CANCELLED, 100, "A").of(59);

    assertThat(Visit.after(ADMISSION, TRANSFER, back).stays()).containsExactly("A 0- active");
    assertThat(Visit.after(ADMISSION, TRANSFER, NEXT, Event.of(MOVE_CANCELLED, 100, "X").of(59)))
        .extracting(Visit::stays)
        .isEqualTo(List.of("A 0-60", "B 60-90", "C 90- active"));
  }

  @Test
  void aCancelledTransferOfTheMinuteOfTheAdmissionLeavesTheAdmission() {
    Event quick = Event.of(MOVED, 0, "B");

    assertThat(Visit.after(ADMISSION, quick).stays()).containsExactly("B 0- active");
    assertThat(Visit.after(ADMISSION, quick, Event.of(MOVE_CANCELLED, 5, "A").of(0)).stays())
        .containsExactly("A 0- active");
  }

  @Test
  void aCancelledDischargeOpensTheLastStayAgain() {
    assertThat(Visit.after(ADMISSION, DISCHARGE, Event.of(RETURNED, 130, "C")).stays())
        .containsExactly("C 0- active");
    assertThat(Visit.after(ADMISSION, TRANSFER, DISCHARGE, Event.of(RETURNED, 130, "D")).stays())
        .containsExactly("A 0-60", "C 60-130", "D 130- active");
  }

  @Test
  void whoComesAgainAfterADischargeHasAStayOfTheirOwn() {
    Event left = Event.of(LEFT, 30, null);

    assertThat(Visit.after(ADMISSION, left, Event.of(ADMITTED, 60, "A")).stays())
        .containsExactly("A 0-30", "A 60- active");
  }

  @Test
  void aCancelledVisitLeavesNobodyInTheirPlace() {
    assertThat(Visit.after(ADMISSION, Event.of(CANCELLED, 10, "A")).stays())
        .containsExactly("A 0-10");
    assertThat(Visit.after(Event.of(CANCELLED, 10, "A")).stays()).containsExactly("A -10");
  }

  @Test
  void aSnapshotCorrectsThePresentStayAndMakesNone() {
    assertThat(Visit.after(ADMISSION, TRANSFER, Event.of(CORRECTED, 70, "B")).stays())
        .containsExactly("A 0-60", "B 60- active");
    assertThat(Visit.after(ADMISSION, TRANSFER, Event.of(CORRECTED, 70, "D")).stays())
        .containsExactly("A 0-60", "D 60- active");
    assertThat(Visit.after(Event.of(CORRECTED, 70, "B")).stays()).containsExactly("B - active");
  }

  @Test
  void thePlaceBeforeATransferFillsInOnlyWhatNobodyTold() {
    Event moved = TRANSFER.from("X");

    assertThat(Visit.after(moved).stays()).containsExactly("X -60", "B 60- active");
    assertThat(Visit.after(moved, ADMISSION).stays()).containsExactly("A 0-60", "B 60- active");
  }

  @Test
  void aTransferThatWasRecordedLateTakesItsPlaceByTime() {
    Event late = Event.of(MOVED, 130, "L").happened(30);

    assertThat(Visit.after(ADMISSION, TRANSFER, late).stays())
        .containsExactly("A 0-30", "L 30-60", "B 60- active");
    assertThat(Visit.after(ADMISSION, Event.of(LEFT, 50, null), late).stays())
        .containsExactly("A 0-30", "L 30-50");
  }

  @Test
  void theSamePlaceTwiceIsOneStay() {
    assertThat(Visit.after(ADMISSION, Event.of(MOVED, 20, "A"), TRANSFER).stays())
        .containsExactly("A 0-60", "B 60- active");
    assertThat(Visit.after(ADMISSION, Event.of(PLACED, 20, "A")).stays())
        .containsExactly("A 0- active");
  }

  @Test
  void aPlannedPlaceIsPlannedUntilThePatientComes() {
    Event planned = Event.of(PLANNED, -60, "P");

    assertThat(Visit.after(planned).stays()).containsExactly("P - planned");
    assertThat(Visit.after(planned, Event.of(CORRECTED, -30, "Q")).stays())
        .containsExactly("Q - planned");
    assertThat(Visit.after(planned, ADMISSION).stays()).containsExactly("A 0- active");
  }

  @Test
  void othersSayWhereThePatientIsOnlyUntilAnAdtDoes() {
    Event seen = Event.of(SEEN, 10, "S");

    assertThat(Visit.after(seen).stays()).containsExactly("S - active");
    assertThat(Visit.after(seen, Event.of(SEEN, 20, "T")).stays()).containsExactly("T - active");
    assertThat(Visit.after(seen, Event.of(LEFT, 30, null)).stays()).containsExactly("S -30");
    assertThat(Visit.after(ADMISSION, seen).stays()).containsExactly("A 0- active");
    assertThat(Visit.after(seen, ADMISSION).stays()).containsExactly("A 0- active");
  }

  @Test
  void reservedPlacesAreThoseOfTheNewestEvent() {
    Event reserving = Event.of(CORRECTED, 10, "A").reserving("R");

    assertThat(Visit.after(ADMISSION, reserving).stays())
        .containsExactly("A 0- active", "R - reserved");
    assertThat(Visit.after(ADMISSION, reserving, TRANSFER).stays())
        .containsExactly("A 0-60", "B 60- active");
  }

  @Test
  void aDischargeBeforeTheLastTransferEndsItWhereItBegan() {
    assertThat(Visit.after(ADMISSION, TRANSFER, Event.of(LEFT, 120, null).happened(20)).stays())
        .containsExactly("A 0-60", "B 60-60");
  }

  @Test
  void repeatedMessagesChangeNothing() {
    Visit visit = Visit.after(ADMISSION, TRANSFER, NEXT, DISCHARGE);
    EventTime before = visit.time();

    visit.hear(TRANSFER).hear(ADMISSION).hear(DISCHARGE);

    assertThat(visit.stays()).containsExactly("A 0-60", "B 60-90", "C 90-120");
    assertThat(visit.time()).isEqualTo(before);
  }

  @Test
  void whatCameByRestStaysUntilAnAdtSpeaks() {
    var written =
        new EncounterLocationComponent()
            .setLocation(new Reference("Location/W"))
            .setStatus(EncounterLocationStatus.ACTIVE);
    written.getPhysicalType().setText("bed");
    Visit visit = Visit.written(written);

    visit.hear(Event.of(SEEN, 10, "S"));
    assertThat(visit.locations().getFirst().getPhysicalType().getText()).isEqualTo("bed");
    assertThat(Visit.written(written).hear(TRANSFER).stays())
        .containsExactly("W -60", "B 60- active");
    assertThat(visit.hear(Event.of(LEFT, 20, null)).stays()).containsExactly("W -20");
    assertThat(visit.hear(ADMISSION).stays()).containsExactly("A 0-20");
  }

  @Test
  void whatWasChangedByRestStaysUntilAnEventSaysSomethingNew() {
    Visit visit = Visit.after(ADMISSION, TRANSFER);
    visit.locations().getLast().getPhysicalType().setText("bed");

    visit.hear(Event.of(CORRECTED, 70, "B")).hear(Event.of(SEEN, 80, "Z"));
    assertThat(visit.locations().getLast().getPhysicalType().getText()).isEqualTo("bed");
    assertThat(visit.hear(NEXT).locations().get(1).hasPhysicalType()).isFalse();
  }

  @Test
  void snapshotsWithoutEndTakeNoStayAway() {
    Visit visit = Visit.after(ADMISSION, TRANSFER);
    for (int i = 0; i < 3 * StayLog.LIMIT; i++) {
      visit.hear(Event.of(CORRECTED, 61 + i, "B"));
    }

    assertThat(visit.stays()).containsExactly("A 0-60", "B 60- active");
    assertThat(StayText.read(visit.time().elements()).events()).hasSize(StayLog.LIMIT);
  }

  @Test
  void transfersWithoutEndKeepTheNewestStays() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < StayLog.LIMIT + 50; i++) {
      events.add(Event.of(MOVED, i, i % 2 == 0 ? "A" : "B"));
    }

    List<String> stays = Visit.after(events).stays();
    assertThat(stays).hasSize(StayLog.LIMIT).startsWith("A 50-51").endsWith("B 249- active");
    assertThat(Visit.after(events.reversed()).stays()).isEqualTo(stays);
  }
}
