package dev.mortar.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.ig.Codes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AreasTest {
  private final PolicyTable policy = PolicyTable.shipped();
  private final Areas areas = Areas.of(policy);

  @Test
  void whatAnAreaHoldsIsInTheTables() {
    for (String area : areas.names()) {
      assertThat(policy.types()).as(area).containsAll(areas.types(area));
      assertThat(OperationTable.shipped().operations())
          .as(area)
          .containsAll(areas.operations(area));
    }
  }

  @Test
  void theModulesAreThoseOfTheGuide() {
    assertThat(areas.modules())
        .isEqualTo(
            Arrays.stream(Codes.Module.values())
                .map(Codes.Module::code)
                .collect(Collectors.toSet()));
  }

  @Test
  void everyCategoryIsAnArea() {
    for (Category category : Category.values()) {
      assertThat(areas.types(category.code())).isNotEmpty();
      assertThat(areas.modules()).doesNotContain(category.code());
    }
  }

  @Test
  void whoMayWriteMayReadAndWhoMayNotReadMayNotWrite() {
    assertThat(areas.given(List.of("reports.write", "finance.read")))
        .containsExactlyInAnyOrder("reports.write", "reports.read", "finance.read");
    assertThat(areas.taken(List.of("reports.write", "finance.read")))
        .containsExactlyInAnyOrder("reports.write", "finance.read", "finance.write");
    assertThat(areas.given(List.of("staff.*"))).isEqualTo(Set.of("staff.read", "staff.write"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "reports", "reports.delete", "spaceship.*", "*.*", ".read"})
  void whatNamesNoAreaIsRefused(String permission) {
    assertThatThrownBy(() -> areas.given(List.of(permission)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("financial");
  }

  @Test
  void anAddressIsMatchedByWholeParts() {
    assertThat(areas.ofAddress("/api/accounts/anna", true)).containsExactly("staff.write");
    assertThat(areas.ofAddress("/api/accountsx", false)).isEmpty();
  }
}
