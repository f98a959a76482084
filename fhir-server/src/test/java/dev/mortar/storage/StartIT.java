package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ca.uhn.fhir.mdm.rules.config.MdmRuleValidator;
import ca.uhn.fhir.mdm.rules.config.MdmSettings;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import org.junit.jupiter.api.Test;

/** What the start leaves out because it can be known, or done, at another time. */
@ServerTest
class StartIT {
  private final TestServer server;

  StartIT(TestServer server) {
    this.server = server;
  }

  @Test
  void repositoriesDoNotKeepItWaiting() {
    assertThat(server.bean(LateRepositories.class).late()).isGreaterThan(40);
  }

  @Test
  void theRulesOfMatchingAreValid() {
    assertThatCode(
            () ->
                new MdmSettings(server.bean(MdmRuleValidator.class))
                    .setScriptText(MatchConfiguration.rules()))
        .doesNotThrowAnyException();
  }
}
