package dev.mortar.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Decision.Allow;
import dev.mortar.access.Decision.Barred;
import dev.mortar.access.Decision.Deny;
import dev.mortar.access.Decision.PatientCompartment;
import dev.mortar.access.Decision.Within;
import dev.mortar.access.Standing.Bounds;
import dev.mortar.access.Standing.Proxy;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is stored about a caller takes away from what role and scope give. */
class StandingTest {
  private static final Set<String> PLACES = Set.of("Location/1", Bounds.SHARED);

  private final Access access = new Access(PolicyTable.shipped(), OperationTable.shipped());

  @ParameterizedTest
  @CsvSource({
    "Patient, place:exact",
    "Appointment, place:exact",
    "Encounter, place:exact",
    "Observation, patient.place:exact",
    "Task, patient.place:exact",
    "SupplyRequest, subject:Patient.place:exact"
  })
  void whoIsBoundToPlacesFindsByThem(String type, String key) {
    Caller bound = staff(Role.STAFF_PHARMACIST, new Bounds(Bounds.PLACE, PLACES), Set.of("E"));
    assertThat(access.decide(bound, type, Interaction.SEARCH))
        .isEqualTo(new Allow(Set.of(new Within(key, PLACES, Set.of("E")))));
  }

  @ParameterizedTest
  @CsvSource({
    "Patient, general-practitioner",
    "Appointment, patient.general-practitioner",
    "Observation, patient.general-practitioner"
  })
  void whoIsBoundToTheirOwnPatientsFindsByThem(String type, String key) {
    Set<String> me = Set.of("Practitioner/7");
    Caller bound = staff(Role.STAFF_PHARMACIST, new Bounds(Bounds.PHARMACIST, me), Set.of());
    assertThat(access.decide(bound, type, Interaction.READ))
        .isEqualTo(new Allow(Set.of(new Within(key, me, Set.of()))));
  }

  @Test
  void whatNoPatientHasIsNotBound() {
    Caller bound = staff(Role.TECHNICIAN, new Bounds(Bounds.PLACE, PLACES), Set.of());
    assertThat(access.decide(bound, "Location", Interaction.READ)).isEqualTo(new Allow(Set.of()));
  }

  @Test
  void whatIsNotDividedByPatientIsForWhoReachesAll() {
    Caller bound = staff(Role.STAFF_PHARMACIST, new Bounds(Bounds.PLACE, PLACES), Set.of());
    assertThat(access.decide(bound, "Bundle", Interaction.READ)).isInstanceOf(Deny.class);
    assertThat(access.decide(bound, "Binary", Interaction.SEARCH)).isInstanceOf(Deny.class);
    assertThat(access.decide(bound, "Binary", Interaction.READ))
        .isEqualTo(new Allow(Set.of(new Within("subject:Patient.place:exact", PLACES, Set.of()))));
    Caller free = bound.with(Standing.NONE);
    assertThat(access.decide(free, "Binary", Interaction.READ)).isEqualTo(new Allow(Set.of()));
  }

  @Test
  void nobodyReadsEverythingWhomAPatientHasDeniedTheRecord() {
    Caller manager = staff(Role.MANAGER, new Bounds(Bounds.PLACE, PLACES), Set.of());
    assertThat(access.readsEverything(manager.with(Standing.NONE))).isTrue();
    assertThat(access.readsEverything(manager)).isFalse();
    Standing denied = new Standing(Optional.empty(), Set.of(), Set.of("7"), Optional.empty());
    assertThat(access.readsEverything(manager.with(denied))).isFalse();
  }

  @Test
  void boundsGiveNothingThatTheRoleDoesNot() {
    Caller bound = staff(Role.ADMIN_STAFF, new Bounds(Bounds.PLACE, PLACES), Set.of("E"));
    assertThat(access.decide(bound, "Observation", Interaction.READ)).isInstanceOf(Deny.class);
  }

  @Test
  void operationsOfTheBoundAreForWhatTheyReach() {
    Caller bound = staff(Role.TECHNICIAN, new Bounds(Bounds.PLACE, PLACES), Set.of());
    assertThat(access.operation(bound, "$prioritize", Optional.of("Task")))
        .isEqualTo(new Allow(Set.of(new Within("patient.place:exact", PLACES, Set.of()))));
    assertThat(access.operation(bound, "$expand", Optional.of("ValueSet")))
        .isEqualTo(new Allow(Set.of()));
    assertThat(access.operation(bound, "$break-glass", Optional.of("Patient")))
        .isEqualTo(new Allow(Set.of()));
  }

  @Test
  void aPatientsDenialHoldsUntilTheGlassIsBroken() {
    Standing denied = new Standing(Optional.empty(), Set.of(), Set.of("A", "B"), Optional.empty());
    Standing opened =
        new Standing(Optional.empty(), Set.of("A"), Set.of("A", "B"), Optional.empty());
    Caller pharmacist = caller(Role.STAFF_PHARMACIST);
    assertThat(access.decide(pharmacist.with(denied), "Observation", Interaction.READ))
        .isEqualTo(new Allow(Set.of(new Barred(Set.of("A", "B")))));
    assertThat(access.decide(pharmacist.with(opened), "Observation", Interaction.READ))
        .isEqualTo(new Allow(Set.of(new Barred(Set.of("B")))));
    assertThat(access.readsEverything(caller(Role.MANAGER).with(denied))).isFalse();
  }

  @Test
  void aCaregiverHasWhatTheConsentNames() {
    Caller none = caller(Role.CAREGIVER);
    Caller some = none.with(permitted(new Proxy(Set.of("Observation"), false)));
    Caller all = none.with(permitted(new Proxy(Set.of(), false)));
    Allow own = new Allow(Set.of(new PatientCompartment("A", "patient")));
    assertThat(access.decide(none, "Observation", Interaction.READ)).isInstanceOf(Deny.class);
    assertThat(access.decide(some, "Observation", Interaction.READ)).isEqualTo(own);
    assertThat(access.decide(some, "Condition", Interaction.READ)).isInstanceOf(Deny.class);
    assertThat(access.decide(all, "Condition", Interaction.READ)).isEqualTo(own);
    assertThat(access.operation(some, "$everything", Optional.of("Patient")))
        .isInstanceOf(Deny.class);
    assertThat(access.operation(all, "$everything", Optional.of("Patient")))
        .isEqualTo(new Allow(Set.of(new PatientCompartment("A", "_id"))));
    assertThat(access.decide(none, "Location", Interaction.READ)).isEqualTo(new Allow(Set.of()));
  }

  private static Standing permitted(Proxy proxy) {
    return new Standing(Optional.empty(), Set.of(), Set.of(), Optional.of(proxy));
  }

  private static Caller staff(Role role, Bounds bounds, Set<String> emergencies) {
    return caller(role)
        .with(new Standing(Optional.of(bounds), emergencies, Set.of(), Optional.empty()));
  }

  private static Caller caller(Role role) {
    return new Caller(
        role.code(),
        role,
        Optional.of("Practitioner/7"),
        Optional.of("A"),
        Scopes.parse("user/*.cruds"),
        "app");
  }
}
