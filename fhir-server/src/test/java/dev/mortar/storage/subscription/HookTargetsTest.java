package dev.mortar.storage.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class HookTargetsTest {
  private final HookTargets targets = new HookTargets(List.of("hooks.inner", "10.0.0.7"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.org/x",
        "https://localhost/",
        "https://intranet/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.0x1/",
        "https://0177.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1]/",
        "https://10.0.0.8/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://hooks.inner@evil.example/",
        "https://hooks.example.org:x/",
        "ftp://hooks.inner/",
        "file:///etc/passwd",
        "//hooks.inner/",
        "null",
        ""
      })
  void intoTheOwnNetworksGoesNoHook(String endpoint) {
    assertThat(targets.plausible(endpoint)).isFalse();
    assertThat(targets.open(endpoint)).isFalse();
    assertThatThrownBy(() -> targets.beforeCreating(null, hook(endpoint)))
        .isInstanceOf(UnprocessableEntityException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example.org/x",
        "https://93.184.216.34/",
        "https://HOOKS.inner/x",
        "http://hooks.inner:8080/x",
        "http://10.0.0.7/"
      })
  void toTheInternetAndToListedHostsTheyMayGo(String endpoint) {
    assertThat(targets.plausible(endpoint)).isTrue();
    targets.beforeUpdating(null, new Subscription(), hook(endpoint));
  }

  @Test
  void aNameThatMeansThisMachineIsFoundOutAtTheDelivery() {
    // Every resolver answers for this name with the loopback address, if it answers at all.
    assertThat(targets.open("https://somebody.localhost/")).isFalse();
    assertThat(targets.open("http://10.0.0.7/")).isTrue();
  }

  @Test
  void otherChannelsHaveNoAddress() {
    Subscription socket = new Subscription();
    socket.getChannel().setType(SubscriptionChannelType.WEBSOCKET);
    targets.beforeCreating(null, socket);
  }

  @Test
  void withoutSettingsNoInnerHostIsListed() {
    bound().run(c -> assertThat(c.getBean(HookProperties.class).inner()).isEmpty());
    bound()
        .withPropertyValues("mortar.subscription.hook.inner=Hooks.inner,10.0.0.7")
        .run(
            c ->
                assertThat(c.getBean(HookProperties.class).inner())
                    .containsExactly("hooks.inner", "10.0.0.7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mortar.subscription.hook.inner=*",
        "mortar.subscription.hook.inner=http://hooks.inner",
        "mortar.subscription.hook.inner=hooks.inner:8080",
        "mortar.subscription.hook.outer=hooks.inner"
      })
  void aWrongValueOrAMisspeltKeyStopsTheStart(String setting) {
    bound().withPropertyValues(setting).run(context -> assertThat(context).hasFailed());
  }

  private static ApplicationContextRunner bound() {
    return new ApplicationContextRunner().withUserConfiguration(Bound.class);
  }

  private static Subscription hook(String endpoint) {
    Subscription subscription = new Subscription();
    subscription.getChannel().setType(SubscriptionChannelType.RESTHOOK).setEndpoint(endpoint);
    return subscription;
  }

  @Configuration
  @EnableConfigurationProperties(HookProperties.class)
  static class Bound {}
}
