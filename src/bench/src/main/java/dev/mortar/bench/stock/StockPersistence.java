package dev.mortar.bench.stock;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.search.HapiHSearchAnalysisConfigurers.HapiLuceneAnalysisConfigurer;
import jakarta.persistence.EntityManagerFactory;
import java.util.Properties;
import javax.sql.DataSource;
import org.hibernate.boot.archive.scan.internal.DisabledScanner;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.search.backend.lucene.cfg.LuceneBackendSettings;
import org.hibernate.search.backend.lucene.cfg.LuceneIndexSettings;
import org.hibernate.search.engine.cfg.BackendSettings;
import org.hibernate.search.mapper.orm.cfg.HibernateOrmMapperSettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/** Hibernate makes the tables by itself, as it does in HAPI's starter. */
@Configuration(proxyBeanMethods = false)
class StockPersistence {
  @Bean
  @Primary
  LocalContainerEntityManagerFactoryBean entityManagerFactory(
      DataSource dataSource,
      ConfigurableListableBeanFactory beans,
      FhirContext fhir,
      JpaStorageSettings settings,
      @Value("${stock.dialect}") String dialect,
      @Value("${stock.index}") String index) {
    var factory = HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, fhir, settings);
    factory.setPersistenceUnitName("stock");
    factory.setDataSource(dataSource);
    factory.setJpaProperties(properties(dialect, index));
    return factory;
  }

  @Bean
  @Primary
  JpaTransactionManager transactionManager(EntityManagerFactory entityManagerFactory) {
    return new JpaTransactionManager(entityManagerFactory);
  }

  private static Properties properties(String dialect, String index) {
    var properties = new Properties();
    properties.put(AvailableSettings.DIALECT, dialect);
    properties.put(AvailableSettings.HBM2DDL_AUTO, "update");
    properties.put(AvailableSettings.STATEMENT_BATCH_SIZE, "20");
    properties.put(AvailableSettings.SCANNER, DisabledScanner.class.getName());
    properties.put(HibernateOrmMapperSettings.ENABLED, "true");
    backend(properties, BackendSettings.TYPE, LuceneBackendSettings.TYPE_NAME);
    backend(properties, LuceneIndexSettings.DIRECTORY_TYPE, "local-filesystem");
    backend(properties, LuceneIndexSettings.DIRECTORY_ROOT, index);
    backend(
        properties,
        LuceneBackendSettings.ANALYSIS_CONFIGURER,
        HapiLuceneAnalysisConfigurer.class.getName());
    backend(properties, LuceneBackendSettings.LUCENE_VERSION, "LUCENE_CURRENT");
    return properties;
  }

  private static void backend(Properties properties, String key, String value) {
    properties.put(BackendSettings.backendKey(key), value);
  }
}
