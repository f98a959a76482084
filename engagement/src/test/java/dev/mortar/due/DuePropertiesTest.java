package dev.mortar.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

final class DuePropertiesTest {
  @EnableConfigurationProperties(DueProperties.class)
  static class Settings {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void theDefaultsStand() {
    runner.run(
        context -> {
          var properties = context.getBean(DueProperties.class);
          assertThat(properties.enabled()).isTrue();
          assertThat(properties.threads()).isEqualTo(8);
          assertThat(properties.poll()).isEqualTo(Duration.ofSeconds(1));
        });
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    runner.run(
        context -> {
          var properties = context.getBean(DueProperties.class);
          assertThat(properties.pauseAfter(1)).isEqualTo(Duration.ofSeconds(1));
          assertThat(properties.pauseAfter(4)).isEqualTo(Duration.ofSeconds(8));
          assertThat(properties.pauseAfter(1000)).isEqualTo(Duration.ofMinutes(15));
        });
  }

  @Test
  void aWrongValueStopsTheStart() {
    runner
        .withPropertyValues("mortar.due.threads=0")
        .run(context -> assertThat(context).hasFailed());
  }

  @Test
  void aMisspeltKeyStopsTheStart() {
    runner
        .withPropertyValues("mortar.due.thread=3")
        .run(context -> assertThat(context).hasFailed());
  }
}
