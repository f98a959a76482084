package dev.mortar.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Decision.Allow;
import dev.mortar.access.Decision.Deny;
import dev.mortar.access.Decision.OwnOnly;
import dev.mortar.access.Decision.PatientCompartment;
import dev.mortar.access.Decision.Restricted;
import dev.mortar.access.Standing.Proxy;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccessTest {
  private final Access access = new Access(PolicyTable.shipped(), OperationTable.shipped());

  @ParameterizedTest(name = "{0}: {2} {1} {3}")
  @CsvSource({
    "manager, Invoice, READ, yes",
    "technician, CarePlan, CREATE, no",
    "technician, Communication, CREATE, yes",
    "technician, Claim, READ, no",
    "admin-staff, Observation, SEARCH, no",
    "admin-staff, CoverageEligibilityRequest, CREATE, yes",
    "admin-staff, Appointment, UPDATE, yes",
    "staff-pharmacist, Subscription, CREATE, no",
    "staff-pharmacist, CarePlan, PATCH, yes",
    "senior-pharmacist, Schedule, UPDATE, yes",
    "senior-pharmacist, Invoice, READ, no",
    "analyst, Patient, READ, no",
    "analyst, MeasureReport, SEARCH, yes",
    "system-lab, Observation, CREATE, yes",
    "system-lab, Appointment, READ, no",
    "manager, AuditEvent, UPDATE, no",
    "manager, AuditEvent, DELETE, no",
    "manager, Provenance, CREATE, no"
  })
  void eachRoleMayDoWhatTheManagerGuideSays(
      String role, String type, Interaction interaction, String may) {
    Decision decision = access.decide(caller(role, "user/*.cruds"), type, interaction);
    assertThat(decision).isInstanceOf(may.equals("yes") ? Allow.class : Deny.class);
  }

  @Test
  void aStaffPharmacistChangesOnlyTheirOwnSchedule() {
    assertThat(
            access.decide(
                caller("staff-pharmacist", "user/*.cruds"), "Schedule", Interaction.UPDATE))
        .isEqualTo(new Allow(Set.of(new OwnOnly("Practitioner/7", "actor"))));
  }

  @Test
  void aPatientReachesTheirOwnCompartmentOnly() {
    Caller patient = caller("patient", "user/*.cruds");
    assertThat(access.decide(patient, "Task", Interaction.SEARCH))
        .isEqualTo(new Allow(Set.of(new PatientCompartment("A", "patient"))));
    assertThat(access.decide(patient, "Location", Interaction.READ)).isEqualTo(new Allow(Set.of()));
  }

  @Test
  void aPatientWithoutPatientInContextReachesNothingOfPatients() {
    Caller nobody =
        new Caller(
            "p",
            Role.PATIENT,
            Optional.of("Patient/A"),
            Optional.empty(),
            Scopes.parse("user/*.cruds"),
            "app");
    assertThat(access.decide(nobody, "Observation", Interaction.READ)).isInstanceOf(Deny.class);
  }

  @Test
  void aScopeForOnePatientBindsAManagerToo() {
    Caller manager = caller("manager", "patient/*.rs");
    assertThat(access.decide(manager, "Observation", Interaction.READ))
        .isEqualTo(new Allow(Set.of(new PatientCompartment("A", "patient"))));
    assertThat(access.decide(manager, "Observation", Interaction.CREATE)).isInstanceOf(Deny.class);
    assertThat(access.decide(caller("manager", "patient/*.cruds"), "Location", Interaction.UPDATE))
        .isInstanceOf(Deny.class);
  }

  @Test
  void aScopeNeverGivesMoreThanTheRole() {
    for (String type : PolicyTable.shipped().types()) {
      for (Interaction interaction : Interaction.values()) {
        for (Role role : Role.values()) {
          Decision decision =
              access.decide(caller(role.code(), "system/*.cruds user/*.cruds"), type, interaction);
          assertThat(decision instanceof Allow)
              .isEqualTo(PolicyTable.shipped().reach(role, type, interaction) != Reach.NONE);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void withoutAScopeNobodyMayAnything(Role role) {
    for (String type : PolicyTable.shipped().types()) {
      assertThat(access.decide(caller(role.code(), "openid"), type, Interaction.READ))
          .isInstanceOf(Deny.class);
    }
  }

  @Test
  void aRestrictedScopeAllowsWhatItsSearchFinds() {
    Caller manager = caller("manager", "user/Observation.rs?category=laboratory&status=final");
    assertThat(access.decide(manager, "Observation", Interaction.READ))
        .isEqualTo(
            new Allow(
                Set.of(
                    new Restricted("category", Set.of("laboratory")),
                    new Restricted("status", Set.of("final")))));
    assertThat(access.decide(manager, "Observation", Interaction.CREATE)).isInstanceOf(Deny.class);
    assertThat(access.operation(manager, "$lastn", Optional.of("Observation")))
        .isInstanceOf(Deny.class);
    assertThat(access.readsEverything(manager)).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "user/Observation.rs?category=a user/Observation.rs?category=b, 'a,b'",
    "user/Observation.rs?category=b user/Observation.r?category=a, 'a,b'",
    "user/Observation.rs?category=a user/Observation.rs?category=b&status=final, a",
    "user/Observation.rs?category=a patient/Observation.rs?category=b, a"
  })
  void restrictedScopesAddUpAsFarAsOneSearchCanSayThem(String scopes, String values) {
    assertThat(access.decide(caller("manager", scopes), "Observation", Interaction.READ))
        .isEqualTo(new Allow(Set.of(new Restricted("category", Set.of(values.split(","))))));
  }

  @Test
  void aScopeForTheWholeTypeOutweighsItsPartsButNotItsPatient() {
    String part = "user/Observation.rs?category=laboratory ";
    assertThat(
            access.decide(caller("manager", part + "user/*.rs"), "Observation", Interaction.READ))
        .isEqualTo(new Allow(Set.of()));
    assertThat(
            access.decide(
                caller("manager", part + "patient/*.rs"), "Observation", Interaction.READ))
        .isEqualTo(new Allow(Set.of(new PatientCompartment("A", "patient"))));
  }

  @Test
  void anUnknownTypeOrOperationIsDenied() {
    Caller manager = caller("manager", "user/*.cruds");
    assertThat(access.decide(manager, "Spaceship", Interaction.READ)).isInstanceOf(Deny.class);
    assertThat(access.operation(manager, "$self-destruct", Optional.empty()))
        .isInstanceOf(Deny.class);
  }

  @Test
  void aPatientCallsOperationsOnTheirOwnPatientOnly() {
    Caller patient = caller("patient", "user/*.cruds");
    assertThat(access.operation(patient, "$everything", Optional.of("Patient")))
        .isEqualTo(new Allow(Set.of(new PatientCompartment("A", "_id"))));
    assertThat(access.operation(patient, "$everything", Optional.empty())).isInstanceOf(Deny.class);
    assertThat(access.operation(patient, "$export", Optional.of("Patient")))
        .isInstanceOf(Deny.class);
  }

  @Test
  void aScopeToReadDoesNotCallWhatChanges() {
    Caller manager = caller("manager", "user/*.rs");
    assertThat(access.operation(manager, "$expunge", Optional.empty())).isInstanceOf(Deny.class);
    assertThat(access.operation(manager, "$graphql", Optional.empty())).isInstanceOf(Allow.class);
  }

  @Test
  void anExportIsJudgedTypeByTypeButNeverForOnePatientsScope() {
    Caller some = caller("system-ehr", "system/Observation.rs");
    assertThat(access.operation(some, "$export", Optional.empty())).isInstanceOf(Allow.class);
    Caller one = caller("system-ehr", "patient/*.rs");
    assertThat(access.operation(one, "$export", Optional.empty())).isInstanceOf(Deny.class);
    Caller lab = caller("system-lab", "system/*.rs");
    assertThat(access.operation(lab, "$export", Optional.empty())).isInstanceOf(Deny.class);
  }

  @Test
  void onlyAManagerWithFullScopeReadsEverything() {
    for (Role role : Role.values()) {
      assertThat(access.readsEverything(caller(role.code(), "user/*.cruds")))
          .isEqualTo(role == Role.MANAGER);
    }
    assertThat(access.readsEverything(caller("manager", "user/Patient.cruds"))).isFalse();
  }

  private static Caller caller(String role, String scopes) {
    return new Caller(
        role,
        Role.ofCode(role).orElseThrow(),
        Optional.of("Practitioner/7"),
        Optional.of("A"),
        Scopes.parse(scopes),
        "app",
        new Standing(Optional.empty(), Set.of(), Set.of(), Optional.of(new Proxy(Set.of(), true))));
  }
}
