package dev.mortar.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.outreach.channel.EmailSettings;
import dev.mortar.outreach.channel.SmsSettings;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

final class OutreachPropertiesTest {
  @EnableConfigurationProperties({OutreachProperties.class, EmailSettings.class, SmsSettings.class})
  static class Settings {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void theDefaultsStand() {
    runner.run(
        context -> {
          var policy = context.getBean(OutreachProperties.class);
          assertThat(policy.earliest()).isEqualTo(LocalTime.of(8, 0));
          assertThat(policy.latest()).isEqualTo(LocalTime.of(21, 0));
          assertThat(policy.perDay()).isEqualTo(1);
          assertThat(policy.perWeek()).isEqualTo(3);
          assertThat(context.getBean(EmailSettings.class).encryption())
              .isEqualTo(EmailSettings.Encryption.STARTTLS);
          assertThat(context.getBean(SmsSettings.class).lookup()).isFalse();
        });
  }

  @Test
  void wrongValuesStopTheStart() {
    refuses("mortar.outreach.policy.earliest=22:00");
    refuses("mortar.outreach.policy.per-week=0");
    refuses("mortar.outreach.email.port=0");
    refuses("mortar.outreach.sms.url=ftp://x");
  }

  @Test
  void misspeltKeysStopTheStart() {
    refuses("mortar.outreach.policy.per-dya=1");
    refuses("mortar.outreach.email.hots=x");
    refuses("mortar.outreach.sms.tokn=x");
  }

  @Test
  void secretsDoNotShow() {
    runner
        .withPropertyValues(
            "mortar.outreach.sms.token=s3cret", "mortar.outreach.email.password=s3cret")
        .run(
            context -> {
              assertThat(context.getBean(SmsSettings.class).toString()).doesNotContain("s3cret");
              assertThat(context.getBean(EmailSettings.class).toString()).doesNotContain("s3cret");
            });
  }

  private void refuses(String property) {
    runner.withPropertyValues(property).run(context -> assertThat(context).hasFailed());
  }
}
