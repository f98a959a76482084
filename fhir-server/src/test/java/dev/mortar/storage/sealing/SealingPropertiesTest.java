package dev.mortar.storage.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class SealingPropertiesTest {
  private final ApplicationContextRunner program =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @Test
  void socialSecurityNumbersAreSealedUnlessAnOperatorSaysOtherwise() {
    program.run(
        context -> {
          SealingProperties properties = context.getBean(SealingProperties.class);
          assertThat(properties.enabled()).isTrue();
          assertThat(properties.messages()).isTrue();
          assertThat(properties.systems())
              .containsExactlyInAnyOrder(
                  "http://hl7.org/fhir/sid/us-ssn", "urn:oid:2.16.840.1.113883.4.1");
          assertThat(properties.types()).containsExactly("SS");
        });
    program
        .withPropertyValues("mortar.sealing.types=SS,DL,PPN", "mortar.sealing.enabled=false")
        .run(
            context ->
                assertThat(context.getBean(SealingProperties.class).types())
                    .containsExactlyInAnyOrder("SS", "DL", "PPN"));
  }

  @Test
  void aWrongValueAndAMisspeltSettingStopTheStart() {
    program
        .withPropertyValues("mortar.sealing.systems=http://x, ,y")
        .run(context -> assertThat(context).hasFailed());
    program
        .withPropertyValues("mortar.sealing.enabled=sometimes")
        .run(context -> assertThat(context).hasFailed());
    program
        .withPropertyValues("mortar.sealing.sytems=http://x")
        .run(context -> assertThat(context).hasFailed());
  }

  @Configuration
  @EnableConfigurationProperties(SealingProperties.class)
  static class Bound {}
}
