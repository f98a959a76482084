package dev.mortar.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class AuditPropertiesTest {
  private final ApplicationContextRunner program =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @Test
  void theJournalHasAPlaceAndASize() {
    program.run(
        context -> {
          var audit = context.getBean(AuditProperties.class);
          assertThat(audit.journal()).hasToString("data/audit");
          assertThat(audit.journalSize()).isEqualTo(10_000);
        });
  }

  @Test
  void aWrongSizeAndAMisspeltSettingStopTheStart() {
    program
        .withPropertyValues("mortar.audit.journal-size=0")
        .run(context -> assertThat(context).hasFailed());
    program
        .withPropertyValues("mortar.audit.jornal=/srv")
        .run(context -> assertThat(context).hasFailed());
  }

  @Configuration
  @EnableConfigurationProperties(AuditProperties.class)
  static class Bound {}
}
