package dev.mortar.storage.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class ImportPropertiesTest {
  private final ApplicationContextRunner program =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @Test
  void withoutSettingsNoSourceIsListed() {
    program.run(
        context -> {
          var imports = context.getBean(ImportProperties.class);
          assertThat(imports.allow()).isEmpty();
          assertThat(imports.timeout()).isEqualTo(Duration.ofSeconds(30));
        });
  }

  @Test
  void severalSourcesCanBeListed() {
    program
        .withPropertyValues("mortar.import.allow=https://a.example/x/,http://10.0.0.7:8000/")
        .run(
            context ->
                assertThat(context.getBean(ImportProperties.class).allow())
                    .containsExactly(
                        URI.create("https://a.example/x/"), URI.create("http://10.0.0.7:8000/")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mortar.import.allow=*",
        "mortar.import.allow=files.example.org",
        "mortar.import.allow=https://files.example.org/exports",
        "mortar.import.allow=ftp://files.example.org/",
        "mortar.import.allows=https://files.example.org/"
      })
  void aWrongValueOrAMisspeltKeyStopsTheStart(String setting) {
    program.withPropertyValues(setting).run(context -> assertThat(context).hasFailed());
  }

  @Configuration
  @EnableConfigurationProperties(ImportProperties.class)
  static class Bound {}
}
