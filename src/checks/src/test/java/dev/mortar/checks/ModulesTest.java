package dev.mortar.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/**
 * Each capability is a module: others reach only its own package, never the ones nested in it, and
 * no two of them need each other.
 */
final class ModulesTest {
  private static final ApplicationModules MODULES = ApplicationModules.of("dev.mortar");

  @Test
  void noCapabilityReachesIntoAnother() {
    MODULES.verify();
  }

  @Test
  void theModulesAreTheCapabilities() {
    List<String> names = MODULES.stream().map(module -> module.getIdentifier().toString()).toList();
    assertThat(names).contains("ig", "mapping", "hl7", "store", "outreach", "access", "storage");
    assertThat(names).doesNotContain("channel", "subscription");
  }
}
