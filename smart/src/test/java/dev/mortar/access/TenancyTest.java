package dev.mortar.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Decision.Allow;
import dev.mortar.access.Decision.Among;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Decision.Deny;
import dev.mortar.access.Decision.Within;
import dev.mortar.access.Standing.Bounds;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who belongs to a part of a chain reaches nothing else of it, whatever the type. */
class TenancyTest {
  private static final Tenant TENANT =
      Tenant.of(
          Set.of("Location/1", "Location/2"),
          Set.of("Location/1", "Location/2", "Organization/1", "Practitioner/7"));

  private final PolicyTable policy = PolicyTable.shipped();
  private final Tenancy tenancy = Tenancy.shipped();
  private final Access access = new Access(policy, OperationTable.shipped());

  @Test
  void whatTheTableNamesIsOfNoPatientAndKnown() {
    for (String type : tenancy.types()) {
      assertThat(policy.types()).contains(type);
      assertThat(policy.patientParameter(type)).as(type).isEmpty();
    }
    assertThat(OperationTable.shipped().operations()).containsAll(tenancy.operations());
  }

  @ParameterizedTest
  @EnumSource(Interaction.class)
  void everyTypeIsBoundOrSharedForReadingOrClosed(Interaction interaction) {
    Caller manager = caller(Role.MANAGER, Standing.NONE.in(TENANT));
    for (String type : policy.types()) {
      switch (access.decide(manager, type, interaction)) {
        case Allow allow when allow.unconstrained() ->
            assertThat(interaction.reads() && tenancy.isShared(type, interaction))
                .as(type)
                .isTrue();
        case Allow allow ->
            assertThat(allow.constraints()).as(type).allMatch(TenancyTest::isOfTheTenant);
        case Deny _, Decision.NeedsFactor _ ->
            assertThat(
                    policy.patientParameter(type).isEmpty()
                        || type.equals("AuditEvent")
                        || type.equals("Provenance")
                        || policy.reach(Role.MANAGER, type, interaction) == Reach.NONE)
                .as(type)
                .isTrue();
      }
    }
    assertThat(access.readsEverything(manager)).isFalse();
  }

  private static boolean isOfTheTenant(Constraint constraint) {
    return switch (constraint) {
      case Within within -> TENANT.places().containsAll(within.values());
      case Among among ->
          TENANT.members().values().stream()
              .flatMap(Set::stream)
              .collect(Collectors.toSet())
              .containsAll(among.values());
      case Decision.PatientCompartment _,
          Decision.OwnOnly _,
          Decision.Restricted _,
          Decision.Barred _,
          Decision.Unlabelled _ ->
          false;
    };
  }

  @Test
  void ownBoundsLieWithinTheTenantAndNothingThatBelongsNowhereIsIn() {
    Standing own =
        new Standing(
            Optional.of(
                new Bounds(Bounds.PLACE, Set.of("Location/1", "Location/9", Bounds.SHARED))),
            Set.of(),
            Set.of(),
            Optional.empty());
    assertThat(access.decide(caller(Role.TECHNICIAN, own.in(TENANT)), "Task", Interaction.READ))
        .isEqualTo(
            new Allow(Set.of(new Within("patient.place:exact", Set.of("Location/1"), Set.of()))));
    Standing patients =
        new Standing(
            Optional.of(new Bounds(Bounds.PHARMACIST, Set.of("Practitioner/7"))),
            Set.of(),
            Set.of(),
            Optional.empty());
    assertThat(
            access.decide(
                caller(Role.TECHNICIAN, patients.in(TENANT)), "Patient", Interaction.READ))
        .isEqualTo(
            new Allow(
                Set.of(
                    new Within("general-practitioner", Set.of("Practitioner/7"), Set.of()),
                    new Within("place:exact", TENANT.places(), Set.of()))));
  }

  @Test
  void whoseTenantHasNothingAsksForWhatNobodyHas() {
    Tenant empty = Tenant.of(Set.of(), Set.of());
    Caller caller = caller(Role.TECHNICIAN, Standing.NONE.in(empty));
    for (String type : Set.of("Patient", "Location", "Schedule")) {
      Allow allow = (Allow) access.decide(caller, type, Interaction.SEARCH);
      assertThat(allow.constraints())
          .allMatch(
              one ->
                  one instanceof Within within && within.anyOf().equals("none")
                      || one instanceof Among among && among.anyOf().equals("none"));
      assertThat(allow.constraints()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"$export", "$graphql", "$get-resource-counts", "$expunge", "$import"})
  void operationsOnTheWholeServerAreClosed(String operation) {
    Caller manager = caller(Role.MANAGER, Standing.NONE.in(TENANT));
    Decision decision = access.operation(manager, operation, Optional.empty());
    assertThat(decision instanceof Deny || operation.equals("$export")).isTrue();
  }

  @Test
  void operationsThatComputeWithEverybodysDataAreClosed() {
    Caller manager = caller(Role.MANAGER, Standing.NONE.in(TENANT));
    assertThat(access.operation(manager, "$evaluate-measure", Optional.of("Measure")))
        .isInstanceOf(Deny.class);
    assertThat(access.operation(manager, "$apply", Optional.of("PlanDefinition")))
        .isInstanceOf(Deny.class);
    assertThat(access.operation(manager, "$invite-user", Optional.of("Practitioner")))
        .isInstanceOf(Deny.class);
    assertThat(access.operation(manager, "$expand", Optional.of("ValueSet")))
        .isEqualTo(new Allow(Set.of()));
    Caller pharmacist = caller(Role.STAFF_PHARMACIST, Standing.NONE.in(TENANT));
    assertThat(access.operation(pharmacist, "$break-glass", Optional.of("Patient")))
        .isEqualTo(new Allow(Set.of(new Within("place:exact", TENANT.places(), Set.of()))));
  }

  @Test
  void outsideOfFhirAPartOfTheChainHasNoSystemPermission() {
    Caller manager = caller(Role.MANAGER, Standing.NONE.in(TENANT));
    assertThat(access.entitlements().permissions(manager))
        .contains("clinical.write", "financial.read")
        .doesNotContain("system.read", "system.write");
  }

  private static Caller caller(Role role, Standing standing) {
    return new Caller(
        role.code(),
        role,
        Optional.of("Practitioner/7"),
        Optional.empty(),
        Scopes.parse("user/*.cruds"),
        "app",
        standing);
  }
}
