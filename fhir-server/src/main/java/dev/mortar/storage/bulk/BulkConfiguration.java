package dev.mortar.storage.bulk;

import ca.uhn.fhir.jpa.binary.interceptor.BinaryStorageInterceptor;
import dev.mortar.storage.ImportRule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where imports come from, and how the files of exports are kept. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportProperties.class)
class BulkConfiguration {
  @Bean
  ImportGate importGate(ImportProperties properties) {
    return new ImportGate(new ImportSources(properties.allow()));
  }

  @Bean
  ExportFiles exportFiles(BinaryStorageInterceptor<?> binaries) {
    return new ExportFiles(binaries);
  }

  /** HAPI's job definition asks for its step by this name. */
  @Bean
  static BeanPostProcessor allowedFilesOnly(
      ObjectProvider<ImportProperties> properties, ObjectProvider<ImportRule> rule) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (!name.equals("bulkImport2FetchFiles")) {
          return bean;
        }
        ImportProperties settings = properties.getObject();
        return new FetchAllowedFiles(
            new ImportSources(settings.allow()), settings.timeout(), rule.getObject());
      }
    };
  }
}
