package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class SocketPropertiesTest {
  private final ApplicationContextRunner program =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @Test
  void withoutSettingsTheDefaultsHold() {
    program.run(
        context -> {
          var sockets = context.getBean(SocketProperties.class);
          assertThat(sockets.connections()).isEqualTo(500);
          assertThat(sockets.waiting()).isEqualTo(1000);
          assertThat(sockets.heartbeat()).isEqualTo(Duration.ofSeconds(30));
        });
  }

  @Test
  void aWrongValueOrAMisspeltKeyStopsTheStart() {
    program
        .withPropertyValues("mortar.subscription.socket.heartbeat=0s")
        .run(context -> assertThat(context).hasFailed());
    program
        .withPropertyValues("mortar.subscription.socket.conections=5")
        .run(context -> assertThat(context).hasFailed());
  }

  @Configuration
  @EnableConfigurationProperties(SocketProperties.class)
  static class Bound {}
}
