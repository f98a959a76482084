package dev.mortar.hl7.folder;

import dev.mortar.hl7.mllp.Intake;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Watches a folder if one is set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("${mortar.hl7.enabled:false} and !'${mortar.hl7.folder.path:}'.isEmpty()")
@EnableConfigurationProperties(FolderProperties.class)
class FolderConfiguration {
  @Bean
  FolderWatch hl7FolderWatch(FolderProperties properties, Intake intake) {
    return new FolderWatch(properties, intake);
  }
}
