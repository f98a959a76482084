package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class AuthorizationPropertiesTest {
  private static final String PREFIX = "mortar.authorization";

  @Test
  void theDefaultsAreThoseOfTheTests() {
    assertThat(bind(Map.of("mortar.other", "x")))
        .isEqualTo(AuthorizationPropertiesFixture.defaults());
  }

  @ParameterizedTest
  @CsvSource({
    "access-token, 2h",
    "admin-password, short",
    "sign-in.second-factor, emperor",
    "sign-in.tries-per-minute, 0",
    "sign-in.longest, soon",
    "sign-in.longest, 0s",
    "sign-in.idle, -1m",
    "sign-in.activate-within, 0d",
    "sign-in.remembered-passwords, -1",
    "sign-in.remembered-passwords, 25",
    "sign-in.longest-password-age, -1d",
    "sign-in.longest-pasword-age, 90d",
    "sign-in.activate-withing, 3d",
    "sign-inn.longest, 2h",
    "acces-token, 5m"
  })
  void aWrongValueOrAMisspeltKeyStopsTheStart(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of(PREFIX + "." + key, value)))
        .isInstanceOf(BindException.class);
  }

  private static AuthorizationProperties bind(Map<String, String> settings) {
    var source = new MapConfigurationPropertySource(settings);
    return new Binder(source)
        .bindOrCreate(
            PREFIX,
            Bindable.of(AuthorizationProperties.class),
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
  }
}
