package dev.mortar.storage.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.mapping.Entries;
import dev.mortar.storage.inbound.Laying.Laid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayingTest {
  private static final Instant FIRST = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant SECOND = Instant.parse("2026-11-01T09:00:00Z");
  private static final Instant THIRD = Instant.parse("2026-11-01T10:00:00Z");
  private static final int EVENTS = 7;
  private static final int ORDERS = 20;

  private final Laying laying = new Laying(new Elements(FhirContext.forR4Cached()));

  /** What one event says. */
  private record Event(Instant at, Resource mapped) {}

  @Test
  void aLateEventFillsWhatNoNewerOneHasSet() {
    var newer = new Patient();
    newer.addName().setFamily("New");
    var older = new Patient();
    older.addName().setFamily("Old");
    older.addTelecom().setValue("1");

    Laid laid = lay(new Event(SECOND, newer), new Event(FIRST, older));

    var patient = (Patient) laid.result();
    assertThat(patient.getName()).hasSize(1);
    assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("New");
    assertThat(patient.getTelecomFirstRep().getValue()).isEqualTo("1");
    assertThat(laid.time().at()).isEqualTo(SECOND);
  }

  @Test
  void aLateEventDoesNotBringBackWhatANewerOneDeleted() {
    var newer = new Patient();
    Entries.markDeleted(newer, "telecom");
    var older = new Patient();
    older.addTelecom().setValue("1");

    assertThat(((Patient) lay(new Event(SECOND, newer), new Event(FIRST, older)).result()))
        .matches(patient -> !patient.hasTelecom());
  }

  @Test
  void aLateDeletionTakesOnlyWhatIsOlder() {
    var first = new Patient();
    first.addTelecom().setValue("1");
    first.addAddress().setCity("Here");
    first.addIdentifier(number("old"));
    var second = new Patient();
    Entries.markDeleted(second, "telecom");
    Entries.markDeleted(second, "identifier");
    var third = new Patient();
    third.addAddress().setCity("There");
    third.addIdentifier(number("new"));

    var patient =
        (Patient)
            lay(new Event(FIRST, first), new Event(THIRD, third), new Event(SECOND, second))
                .result();
    assertThat(patient.hasTelecom()).isFalse();
    assertThat(patient.getAddressFirstRep().getCity()).isEqualTo("There");
    assertThat(patient.getIdentifier()).extracting(Identifier::getValue).containsExactly("new");
  }

  @Test
  void aResourceOfOneEventNeedsNoTimesOfElements() {
    var only = new Patient();
    only.addName().setFamily("Only");
    only.addIdentifier(number("1"));

    assertThat(lay(new Event(FIRST, only)).time()).isEqualTo(new EventTime(FIRST, ""));
    assertThat(lay(new Event(FIRST, only), new Event(SECOND, only.copy())).time())
        .isEqualTo(new EventTime(SECOND, ""));
  }

  @Test
  void whatCameByRestYieldsToAnyEvent() {
    var stored = new Patient();
    stored.addName().setFamily("Typed");
    stored.addTelecom().setValue("typed");
    var newer = new Patient();
    newer.addName().setFamily("New");
    var older = new Patient();
    older.addName().setFamily("Old");
    older.addTelecom().setValue("1");

    Laid first = laying.lay(newer, stored, SECOND, null);
    var patient = (Patient) laying.lay(older, first.result(), FIRST, first.time()).result();
    assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("New");
    assertThat(patient.getTelecomFirstRep().getValue()).isEqualTo("1");
  }

  @Test
  void elementsOfATimeBeforeAllTimesOfElementsKeepIt() {
    var stored = new Patient();
    stored.addName().setFamily("Known");
    stored.addTelecom().setValue("1");
    var newer = new Patient();
    newer.addName().setFamily("New");
    var older = new Patient();
    older.addTelecom().setValue("2");

    Laid laid = laying.lay(newer, stored, THIRD, EventTime.whole(SECOND));
    var patient = (Patient) laying.lay(older, laid.result(), FIRST, laid.time()).result();
    assertThat(patient.getTelecomFirstRep().getValue()).isEqualTo("1");
  }

  @Test
  void aFieldThatIsEmptyBesideOneThatIsNotReplacesBoth() {
    var first = new Patient();
    first.addTelecom().setValue("1");
    var second = new Patient();
    second.addTelecom().setValue("2");
    Entries.markDeleted(second, "telecom");

    var patient = (Patient) lay(new Event(FIRST, first), new Event(SECOND, second)).result();
    assertThat(patient.getTelecom()).hasSize(1);
    assertThat(patient.getTelecomFirstRep().getValue()).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theOrderOfEventsChangesNothing(long seed) {
    var random = new Random(seed);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      Instant at = FIRST.plusSeconds(60L * i);
      Resource mapped = seed % 2 == 0 ? patient(i, random) : encounter(i, random);
      events.add(new Event(at, mapped));
    }
    String expected = text(events);
    for (int order = 0; order < ORDERS; order++) {
      List<Event> shuffled = new ArrayList<>(events);
      shuffled.add(events.get(random.nextInt(EVENTS)));
      Collections.shuffle(shuffled, random);

      assertThat(text(shuffled)).as(shuffled.toString()).isEqualTo(expected);
    }
  }

  private String text(List<Event> events) {
    Resource result = lay(events.toArray(Event[]::new)).result();
    if (result instanceof Patient patient) {
      patient.getIdentifier().sort(Comparator.comparing(Identifier::getValue));
      patient.getExtension().sort(Comparator.comparing(Extension::getUrl));
    }
    return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(result);
  }

  private static Patient patient(int event, Random random) {
    var patient = new Patient();
    String value = "e" + event;
    switch (random.nextInt(3)) {
      case 0 -> patient.addName().setFamily(value);
      case 1 -> Entries.markDeleted(patient, "name");
      default -> {}
    }
    switch (random.nextInt(3)) {
      case 0 -> patient.addTelecom().setValue(value);
      case 1 -> Entries.markDeleted(patient, "telecom");
      default -> {}
    }
    patient.addIdentifier(number(Integer.toString(random.nextInt(3))));
    patient.getIdentifierFirstRep().getType().setText(value);
    if (random.nextInt(5) == 0) {
      Entries.markDeleted(patient, "identifier");
    }
    patient.addExtension("urn:x" + random.nextInt(2), new StringType(value));
    return patient;
  }

  private static Encounter encounter(int event, Random random) {
    var encounter = new Encounter();
    encounter.setStatus(random.nextBoolean() ? EncounterStatus.PLANNED : EncounterStatus.ARRIVED);
    if (random.nextInt(3) > 0) {
      Entries.markInitial(encounter, "status");
    }
    String day = "2026-11-0" + (event + 1);
    if (random.nextBoolean()) {
      encounter.getPeriod().getStartElement().setValueAsString(day);
    }
    switch (random.nextInt(3)) {
      case 0 -> encounter.getPeriod().getEndElement().setValueAsString(day);
      case 1 -> Entries.markDeleted(encounter, "period.end");
      default -> {}
    }
    if (random.nextBoolean()) {
      encounter.getHospitalization().getAdmitSource().setText(day);
    }
    return encounter;
  }

  private static Identifier number(String value) {
    return new Identifier().setSystem("urn:numbers").setValue(value);
  }

  /** Lays copies, because what does not hold is taken out of what is laid. */
  private Laid lay(Event... events) {
    @Nullable Laid last = null;
    for (Event event : events) {
      Resource mapped = event.mapped().copy();
      Entries.deleted(event.mapped()).forEach(it -> Entries.markDeleted(mapped, it));
      Entries.initial(event.mapped()).forEach(it -> Entries.markInitial(mapped, it));
      last =
          last == null
              ? laying.lay(mapped, null, event.at(), null)
              : laying.lay(mapped, last.result(), event.at(), last.time());
    }
    return Objects.requireNonNull(last);
  }
}
