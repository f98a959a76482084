package dev.mortar.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class RetentionPropertiesTest {
  private final ApplicationContextRunner program =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @Test
  void nothingGoesByItselfUnlessAnOperatorSaysSo() {
    program.run(
        context -> assertThat(context.getBean(RetentionProperties.class).scheduled()).isFalse());
    program
        .withPropertyValues("mortar.retention.scheduled=true")
        .run(
            context -> assertThat(context.getBean(RetentionProperties.class).scheduled()).isTrue());
  }

  @Test
  void aWrongValueAndAMisspeltSettingStopTheStart() {
    program
        .withPropertyValues("mortar.retention.scheduled=sometimes")
        .run(context -> assertThat(context).hasFailed());
    program
        .withPropertyValues("mortar.retention.schedulled=true")
        .run(context -> assertThat(context).hasFailed());
  }

  @Configuration
  @EnableConfigurationProperties(RetentionProperties.class)
  static class Bound {}
}
