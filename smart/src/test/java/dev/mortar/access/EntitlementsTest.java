package dev.mortar.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Decision.Allow;
import dev.mortar.access.Decision.Deny;
import dev.mortar.access.Decision.Within;
import dev.mortar.access.Standing.Bounds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given to a person and taken from them, beside what the role has. */
class EntitlementsTest {
  private final Access access = new Access(PolicyTable.shipped(), OperationTable.shipped());
  private final Entitlements entitlements = access.entitlements();
  private final Areas areas = entitlements.areas();

  @ParameterizedTest(name = "{0} +{1} -{2}: {4} {3} {5}")
  @CsvSource({
    "technician, financial.read, -, Invoice, READ, yes",
    "technician, finance.read, -, Invoice, READ, yes",
    "technician, financial.read, -, Invoice, CREATE, no",
    "technician, financial.*, -, Invoice, CREATE, yes",
    "technician, financial.*, -, Invoice, DELETE, no",
    "technician, financial.*, financial.*, Invoice, READ, no",
    "technician, financial.*, finance.read, Invoice, READ, no",
    "technician, financial.*, finance.write, Invoice, READ, yes",
    "technician, financial.*, finance.write, Invoice, UPDATE, no",
    "technician, -, scheduling.*, Appointment, SEARCH, no",
    "technician, -, scheduling.*, Task, SEARCH, yes",
    "technician, -, worklist.write, Task, PATCH, no",
    "technician, -, worklist.write, Task, READ, yes",
    "technician, -, system.*, CodeSystem, READ, yes",
    "technician, -, administrative.*, Location, READ, yes",
    "technician, system.*, -, AuditEvent, READ, yes",
    "technician, system.*, -, AuditEvent, CREATE, no",
    "manager, -, financial.*, Invoice, READ, no",
    "manager, -, system.*, Basic, UPDATE, yes",
    "manager, -, staff.*, PractitionerRole, UPDATE, yes",
    "staff-pharmacist, administrative.*, -, Schedule, DELETE, no",
    "patient, clinical.*, -, Observation, CREATE, no",
    "system-lab, financial.*, -, Invoice, READ, no"
  })
  void rightsMoveWhatTheRoleHas(
      String role,
      String granted,
      String denied,
      String type,
      Interaction interaction,
      String may) {
    Caller caller = caller(role, rights(granted, denied));
    assertThat(access.decide(caller, type, interaction))
        .isInstanceOf(may.equals("yes") ? Allow.class : Deny.class);
  }

  @Test
  void aGrantLiftsWhatIsOnlyTheirOwn() {
    Caller caller = caller("staff-pharmacist", rights("scheduling.*", "-"));
    assertThat(access.decide(caller, "Schedule", Interaction.UPDATE))
        .isEqualTo(new Allow(Set.of()));
  }

  @Test
  void whatIsGrantedEndsAtTheBoundsOfPlaceAndScope() {
    Rights finance = rights("financial.*", "-");
    Bounds bounds = new Bounds(Bounds.PLACE, Set.of("Location/1"));
    Caller bound =
        caller("technician", finance)
            .with(
                new Standing(Optional.of(bounds), Set.of(), Set.of(), Optional.empty())
                    .with(finance));
    assertThat(access.decide(bound, "Invoice", Interaction.READ))
        .isEqualTo(new Allow(Set.of(new Within("patient.place:exact", bounds.values(), Set.of()))));
    Caller narrow =
        new Caller(
            "t",
            Role.TECHNICIAN,
            Optional.of("Practitioner/7"),
            Optional.empty(),
            Scopes.parse("user/Task.rs"),
            "app",
            Standing.NONE.with(finance));
    assertThat(access.decide(narrow, "Invoice", Interaction.READ)).isInstanceOf(Deny.class);
  }

  @ParameterizedTest(name = "{0} +{1} -{2}: {3}")
  @CsvSource({
    "technician, reports.read, -, $evaluate-measure, Measure, yes",
    "technician, analytics.read, -, $evaluate-measure, Measure, yes",
    "technician, -, -, $evaluate-measure, Measure, no",
    "senior-pharmacist, -, analytics.*, $evaluate-measure, Measure, no",
    "senior-pharmacist, -, reports.*, $evaluate-measure, Measure, no",
    "technician, -, messages.*, $send-reminders, Patient, no",
    "technician, -, worklist.write, $prioritize, Task, no",
    "technician, -, system.*, $expand, ValueSet, yes",
    "technician, reports.*, -, $expunge, Patient, no"
  })
  void operationsFollowTheAreasThatTheyAreOf(
      String role, String granted, String denied, String operation, String type, String may) {
    assertThat(
            access.operation(caller(role, rights(granted, denied)), operation, Optional.of(type)))
        .isInstanceOf(may.equals("yes") ? Allow.class : Deny.class);
  }

  @Test
  void aManagerFromWhomSomethingIsTakenDoesNotReadEverything() {
    assertThat(access.readsEverything(caller("manager", Rights.NONE))).isTrue();
    assertThat(access.readsEverything(caller("manager", rights("-", "financial.read")))).isFalse();
    assertThat(access.readsEverything(caller("manager", rights("-", "financial.write")))).isTrue();
  }

  @ParameterizedTest(name = "{0} +{1} -{2} sees labels {3}, sets {4}")
  @CsvSource({
    "technician, -, -, no, no",
    "technician, restricted.read, -, yes, no",
    "technician, restricted.write, -, yes, yes",
    "technician, restricted.*, restricted.read, no, no",
    "technician, clinical.*, -, no, no",
    "staff-pharmacist, -, -, yes, no",
    "staff-pharmacist, restricted.write, -, yes, yes",
    "staff-pharmacist, -, restricted.read, no, no",
    "manager, -, -, yes, yes",
    "manager, -, restricted.write, yes, no",
    "manager, -, restricted.*, no, no",
    "caregiver, restricted.*, -, no, no",
    "system-ehr, -, -, yes, yes",
    "system-lab, restricted.*, -, no, no"
  })
  void whoSeesAndSetsLabels(
      String role, String granted, String denied, String sees, String removes) {
    Caller caller = caller(role, rights(granted, denied));
    assertThat(entitlements.hiddenLabels(caller).isEmpty()).isEqualTo(sees.equals("yes"));
    assertThat(entitlements.mayLabel(caller, true)).isEqualTo(removes.equals("yes"));
  }

  @Test
  void whoDoesNotSeeLabelsNeitherGivesThemNorReadsEverything() {
    Caller closed = caller("manager", rights("-", "restricted.read"));
    assertThat(access.readsEverything(closed)).isFalse();
    assertThat(entitlements.mayGive(closed, "restricted.read")).isFalse();
    Caller reader = caller("manager", rights("-", "restricted.write"));
    assertThat(entitlements.mayGive(reader, "restricted.read")).isTrue();
    assertThat(entitlements.mayGive(reader, "restricted.write")).isFalse();
    Caller lab = caller("system-lab", Rights.NONE);
    assertThat(entitlements.mayLabel(lab, false)).isTrue();
  }

  @Test
  void guardedLabelsHideUntilThereIsASecondFactor() {
    Rights guarded = new Rights(Set.of(), Set.of(), areas.taken(List.of("restricted.*")));
    Caller caller = caller("staff-pharmacist", guarded);
    assertThat(entitlements.hiddenLabels(caller)).isNotEmpty();
    Caller proven = caller.with(caller.standing().signedIn(true));
    assertThat(entitlements.hiddenLabels(proven)).isEmpty();
  }

  @Test
  void pagesOfferWhatIsLeft() {
    Caller caller = caller("technician", rights("financial.read", "clinical.write worklist.*"));
    assertThat(entitlements.permissions(caller)).containsExactly("clinical.read", "financial.read");
    assertThat(entitlements.modules(caller)).contains("scheduling").doesNotContain("worklist");
    assertThat(entitlements.modules(caller("technician", Rights.NONE))).isEqualTo(areas.modules());
  }

  @Test
  void anUnknownModuleOpensNothing() {
    Caller caller = caller("technician", entitlements.onlyModules(Set.of("spaceship", "worklist")));
    assertThat(entitlements.modules(caller)).containsExactly("worklist");
    assertThat(access.decide(caller, "Appointment", Interaction.SEARCH)).isInstanceOf(Deny.class);
    assertThat(access.decide(caller, "Observation", Interaction.SEARCH)).isInstanceOf(Allow.class);
  }

  @Test
  void addressesOutsideOfFhirBelongToModules() {
    Caller open = caller("manager", Rights.NONE);
    Caller closed = caller("manager", rights("-", "interfaces.write"));
    assertThat(entitlements.mayCall(open, "/api/hl7/messages", true)).isTrue();
    assertThat(entitlements.mayCall(closed, "/api/hl7/messages", true)).isFalse();
    assertThat(entitlements.mayCall(closed, "/api/hl7/messages", false)).isTrue();
    assertThat(
            entitlements.mayCall(caller("manager", rights("-", "staff.*")), "/api/accounts", true))
        .isTrue();
  }

  @Test
  void nobodyGivesMoreThanTheyHave() {
    Caller whole = caller("manager", Rights.NONE);
    Caller less = caller("manager", rights("-", "finance.*"));
    for (String permission : areas.given(areas.names().stream().map(one -> one + ".*").toList())) {
      assertThat(entitlements.mayGive(whole, permission))
          .as(permission)
          .isEqualTo(!permission.equals("system.write"));
    }
    for (String permission : List.of("finance.read", "financial.read", "financial.write")) {
      assertThat(entitlements.mayGive(less, permission)).as(permission).isFalse();
    }
    assertThat(entitlements.mayGive(less, "reports.read")).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void withoutRightsTheRoleDecidesAlone(Role role) {
    Caller caller = caller(role.code(), Rights.NONE);
    for (String type : PolicyTable.shipped().types()) {
      for (Interaction interaction : Interaction.values()) {
        assertThat(entitlements.reach(caller, type, interaction))
            .isEqualTo(PolicyTable.shipped().reach(role, type, interaction));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void fromWhomEverythingIsTakenReferenceDataIsLeft(Role role) {
    Caller caller = caller(role.code(), entitlements.nothing());
    if (role.kind() == Role.Kind.STAFF && role != Role.MANAGER) {
      for (String type : PolicyTable.shipped().types()) {
        for (Interaction interaction : Interaction.values()) {
          boolean reference =
              interaction.reads()
                  && PolicyTable.shipped().reach(Role.PATIENT, type, interaction) == Reach.ALL;
          assertThat(entitlements.reach(caller, type, interaction) != Reach.NONE && !reference)
              .as(type + interaction)
              .isFalse();
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}, two factors {1}: {3} {2} {4}")
  @CsvSource({
    "finance.write, false, Invoice, CREATE, asked",
    "finance.write, true, Invoice, CREATE, yes",
    "finance.write, false, Invoice, READ, yes",
    "finance.*, false, Invoice, READ, asked",
    "finance.write, false, Task, CREATE, yes",
    "system.*, false, CodeSystem, READ, yes",
    "administrative.*, false, PractitionerRole, UPDATE, asked"
  })
  void whatIsGuardedAsksForASecondFactor(
      String guarded, boolean twoFactors, String type, Interaction interaction, String may) {
    Decision decision = access.decide(guarded("manager", guarded, twoFactors), type, interaction);
    assertThat(decision).isInstanceOf(may.equals("yes") ? Allow.class : Decision.NeedsFactor.class);
  }

  /** They tell what the trail holds, or who reached whom. */
  @ParameterizedTest
  @ValueSource(strings = {"$breach", "$proof", "$roots", "$verify"})
  void whoLacksTheTrailLacksItsOperations(String operation) {
    Optional<String> type = Optional.of("AuditEvent");
    assertThat(access.operation(caller("manager", rights("-", "-")), operation, type))
        .isInstanceOf(Allow.class);
    assertThat(access.operation(caller("manager", rights("-", "audit.*")), operation, type))
        .isInstanceOf(Deny.class);
  }

  @Test
  void whoMayNotAnywayIsNotAskedForASecondFactor() {
    assertThat(
            access.decide(guarded("technician", "finance.*", false), "Invoice", Interaction.CREATE))
        .isInstanceOf(Deny.class);
    assertThat(
            access.operation(
                guarded("technician", "staff.*", false),
                "$invite-user",
                Optional.of("Practitioner")))
        .isInstanceOf(Deny.class);
  }

  @Test
  void operationsAndAddressesAskForASecondFactorToo() {
    Caller one = guarded("manager", "staff.write", false);
    Caller two = guarded("manager", "staff.write", true);
    assertThat(access.operation(one, "$invite-user", Optional.of("Practitioner")))
        .isInstanceOf(Decision.NeedsFactor.class);
    assertThat(access.operation(two, "$invite-user", Optional.of("Practitioner")))
        .isInstanceOf(Allow.class);
    assertThat(entitlements.lacksFactorAt(one, "/api/accounts/anna/suspend", true)).isTrue();
    assertThat(entitlements.lacksFactorAt(one, "/api/accounts", false)).isFalse();
    assertThat(entitlements.lacksFactorAt(one, "/api/clients/app", true)).isFalse();
    assertThat(
            entitlements.lacksFactorAt(
                guarded("manager", "system.write", false), "/api/clients/app", true))
        .isTrue();
    assertThat(entitlements.lacksFactorAt(two, "/api/accounts/anna/suspend", true)).isFalse();
  }

  @Test
  void whoHasToProveWhatTheyReadDoesNotReadEverythingBefore() {
    assertThat(access.readsEverything(guarded("manager", "finance.*", false))).isFalse();
    assertThat(access.readsEverything(guarded("manager", "finance.*", true))).isTrue();
  }

  private Caller guarded(String role, String guarded, boolean twoFactors) {
    Rights rights = new Rights(Set.of(), Set.of(), areas.taken(names(guarded)));
    return caller(role, rights).with(Standing.NONE.with(rights).signedIn(twoFactors));
  }

  private Rights rights(String granted, String denied) {
    return new Rights(areas.given(names(granted)), areas.taken(names(denied)));
  }

  private static List<String> names(String text) {
    return text.equals("-") ? List.of() : List.of(text.split(" "));
  }

  private static Caller caller(String role, Rights rights) {
    return new Caller(
        role,
        Role.ofCode(role).orElseThrow(),
        Optional.of("Practitioner/7"),
        Optional.of("A"),
        Scopes.parse("user/*.cruds"),
        "app",
        Standing.NONE.with(rights));
  }
}
