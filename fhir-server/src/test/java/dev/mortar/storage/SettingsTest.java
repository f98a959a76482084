package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class SettingsTest {
  private final ApplicationContextRunner program =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @Test
  void theDefaultsKeepEverythingOnThisMachine() {
    program.run(
        context -> {
          var fhir = context.getBean(FhirProperties.class);
          assertThat(fhir.baseUrl()).hasToString("http://127.0.0.1:8080/fhir");
          assertThat(fhir.maxBody()).isEqualTo(DataSize.ofMegabytes(20));
          assertThat(fhir.pageSize()).isEqualTo(50);
          assertThat(fhir.maxPageSize()).isEqualTo(500);
          assertThat(context.getBean(StorageProperties.class).data()).hasToString("data");
          var mail = context.getBean(SubscriptionMailProperties.class);
          assertThat(mail.host()).isEqualTo("127.0.0.1");
        });
  }

  @Test
  void aBaseUrlWithATrailingSlashStopsTheStart() {
    program
        .withPropertyValues("mortar.fhir.base-url=https://example.org/fhir/")
        .run(context -> assertThat(context).hasFailed());
  }

  @Test
  void aPageLargerThanTheLargestStopsTheStart() {
    program
        .withPropertyValues("mortar.fhir.page-size=501")
        .run(context -> assertThat(context).hasFailed());
  }

  @Test
  void aMisspeltSettingStopsTheStart() {
    program
        .withPropertyValues("mortar.fhir.base-ulr=https://example.org/fhir")
        .run(context -> assertThat(context).hasFailed());
    program
        .withPropertyValues("mortar.storage.dat=/srv")
        .run(context -> assertThat(context).hasFailed());
    program
        .withPropertyValues("mortar.subscription.mail.hots=mail")
        .run(context -> assertThat(context).hasFailed());
  }

  @Configuration
  @EnableConfigurationProperties({
    FhirProperties.class,
    StorageProperties.class,
    SubscriptionMailProperties.class
  })
  static class Bound {}
}
