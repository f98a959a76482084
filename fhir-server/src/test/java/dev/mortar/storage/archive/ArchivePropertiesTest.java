package dev.mortar.storage.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class ArchivePropertiesTest {
  private final ApplicationContextRunner program =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @Test
  void nothingIsArchivedByItselfUnlessTheOperatorSaysSo() {
    program.run(
        context -> assertThat(context.getBean(ArchiveProperties.class).scheduled()).isFalse());
    program
        .withPropertyValues("mortar.archive.after=18")
        .run(
            context -> {
              var archive = context.getBean(ArchiveProperties.class);
              assertThat(archive.scheduled()).isTrue();
              assertThat(archive.period()).isEqualTo(Period.ofMonths(18));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"after=-1", "after=soon", "afer=12"})
  void aWrongValueOrAMisspeltSettingStopsTheStart(String setting) {
    program
        .withPropertyValues("mortar.archive." + setting)
        .run(context -> assertThat(context).hasFailed());
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(ArchiveProperties.class)
  static class Bound {}
}
