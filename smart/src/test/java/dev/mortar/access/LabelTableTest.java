package dev.mortar.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Decision.Unlabelled;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelTableTest {
  private static final String SUBSTANCE = "http://terminology.hl7.org/CodeSystem/v3-ActCode|ETH";
  private static final String RESTRICTED =
      "http://terminology.hl7.org/CodeSystem/v3-Confidentiality|R";

  private final LabelTable table = LabelTable.shipped();

  @Test
  void whoTreatsSeesEveryLabelAndWhoDoesNotSeesNone() {
    assertThat(table.labels()).contains(SUBSTANCE, RESTRICTED);
    for (Role role : Set.of(Role.SENIOR_PHARMACIST, Role.STAFF_PHARMACIST, Role.MANAGER)) {
      assertThat(table.hiddenFrom(role)).isEmpty();
    }
    for (Role role :
        Set.of(Role.TECHNICIAN, Role.ADMIN_STAFF, Role.CAREGIVER, Role.SYSTEM_LAB, Role.ANALYST)) {
      assertThat(table.hiddenFrom(role)).isEqualTo(table.labels());
    }
  }

  @Test
  void aPatientOpensOneLabelAndNoOther() {
    var rule = new Unlabelled(Set.of(SUBSTANCE, RESTRICTED), Map.of("7", Set.of(SUBSTANCE)));
    assertThat(rule.of("7").labels()).containsExactly(RESTRICTED);
    assertThat(rule.of("8").labels()).containsExactlyInAnyOrder(SUBSTANCE, RESTRICTED);
    assertThat(rule.anyOf()).isEqualTo(SUBSTANCE + "," + RESTRICTED);
  }
}
