package dev.mortar.storage.upload;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What looks at files before they are stored. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UploadProperties.class)
class UploadConfiguration {
  @Bean
  Uploads uploads(UploadProperties properties) {
    Scanner scanner =
        properties.clamd().isEmpty()
            ? Scanner.NONE
            : new Clamd(properties.clamd(), properties.timeout());
    return new Uploads(properties, scanner);
  }

  @Bean
  ReceivedFiles receivedFiles(Uploads uploads) {
    return new ReceivedFiles(uploads);
  }
}
