package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.access.Access;
import dev.mortar.access.OperationTable;
import dev.mortar.access.PolicyTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class AccessPropertiesTest {
  private final ApplicationContextRunner program =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @Test
  void nothingNeedsASecondFactorUntilSomebodySaysSo() {
    program.run(
        context -> assertThat(context.getBean(AccessProperties.class).secondFactor()).isEmpty());
    program
        .withPropertyValues("mortar.access.second-factor=finance.write,staff.write")
        .run(
            context ->
                assertThat(context.getBean(AccessProperties.class).secondFactor())
                    .containsExactly("finance.write", "staff.write"));
  }

  @Test
  void aMisspeltKeyOrAnUnknownPermissionStopsTheStart() {
    program
        .withPropertyValues("mortar.access.second-factors=finance.write")
        .run(context -> assertThat(context).hasFailed());
    var access = new Access(PolicyTable.shipped(), OperationTable.shipped());
    var misspelt = new AccessProperties(List.of("finances.write"));
    assertThatThrownBy(() -> misspelt.rights(access.entitlements().areas()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finance");
  }

  @Configuration
  @EnableConfigurationProperties(AccessProperties.class)
  static class Bound {}
}
