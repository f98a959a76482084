package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.access.Role;
import dev.mortar.security.LicenceProperties.Earlier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LicencePropertiesTest {
  @Test
  void pharmacistsNeedOneUnlessItIsSetOtherwise() {
    assertThat(bind(Map.of("mortar.other", "x")))
        .isEqualTo(
            new LicenceProperties(
                List.of("senior-pharmacist", "staff-pharmacist"),
                Earlier.WARN,
                Duration.ofDays(30)));
    var more =
        bind(Map.of("mortar.licences.roles", "technician", "mortar.licences.earlier", "refuse"));
    assertThat(more.need(Role.TECHNICIAN)).isTrue();
    assertThat(more.need(Role.STAFF_PHARMACIST)).isFalse();
    assertThat(more.earlier()).isEqualTo(Earlier.REFUSE);
    assertThat(bind(Map.of("mortar.licences.roles", "")).need(Role.STAFF_PHARMACIST)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "roles, emperor",
    "roles, patient",
    "earlier, shout",
    "notice, 1h",
    "notice, 400d",
    "notices, 30d"
  })
  void aWrongValueOrAMisspeltKeyStopsTheStart(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of("mortar.licences." + key, value)))
        .isInstanceOf(BindException.class);
  }

  private static LicenceProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate(
            "mortar.licences",
            Bindable.of(LicenceProperties.class),
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
  }
}
