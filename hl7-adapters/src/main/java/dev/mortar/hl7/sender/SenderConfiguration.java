package dev.mortar.hl7.sender;

import dev.mortar.hl7.Senders;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads who the senders are. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mortar.hl7.enabled")
@EnableConfigurationProperties(SenderSettings.class)
class SenderConfiguration {
  @Bean
  Senders senders(SenderSettings settings) {
    return new SenderFolder(settings);
  }
}
