package dev.mortar.outreach.channel;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The carriers that are set up. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EmailSettings.class, SmsSettings.class})
class ChannelConfiguration {
  @Bean
  @ConditionalOnProperty("mortar.outreach.email.host")
  Email emailChannel(EmailSettings settings, Clock clock) {
    return new Email(settings, clock);
  }

  @Bean
  @ConditionalOnProperty("mortar.outreach.sms.url")
  Sms smsChannel(SmsSettings settings) {
    return new Sms(settings);
  }
}
