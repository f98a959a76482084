package dev.mortar.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.search.HapiHSearchAnalysisConfigurers.HapiLuceneAnalysisConfigurer;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.hibernate.boot.archive.scan.internal.DisabledScanner;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.jpa.boot.spi.IntegratorProvider;
import org.hibernate.jpa.boot.spi.JpaSettings;
import org.hibernate.query.sqm.mutation.internal.temptable.GlobalTemporaryTableStrategy;
import org.hibernate.search.backend.lucene.cfg.LuceneBackendSettings;
import org.hibernate.search.backend.lucene.cfg.LuceneIndexSettings;
import org.hibernate.search.engine.cfg.BackendSettings;
import org.hibernate.search.engine.environment.bean.BeanReference;
import org.hibernate.search.mapper.orm.cfg.HibernateOrmMapperSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * Hibernate on the one DataSource of the program. The transaction manager also binds the JDBC
 * connection, so that plain SQL on the same DataSource takes part in the FHIR transaction.
 */
@Configuration(proxyBeanMethods = false)
class PersistenceConfiguration {
  @Bean
  static LateRepositories lateRepositories() {
    return new LateRepositories();
  }

  @Bean
  static BeanPostProcessor batchedInserts() {
    return new BatchedInserts();
  }

  @Bean
  @Primary
  LocalContainerEntityManagerFactoryBean entityManagerFactory(
      DataSource dataSource,
      DatabaseKind kind,
      ConfigurableListableBeanFactory beans,
      FhirContext fhir,
      JpaStorageSettings settings,
      FullTextIndex index,
      ObjectProvider<Integrator> integrators) {
    var factory = HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, fhir, settings);
    factory.setPersistenceUnitName("mortar");
    factory.setDataSource(dataSource);
    Properties properties = properties(kind, index);
    // Made here: on Hibernate's own thread they would be in the way of the beans that this one
    // makes.
    List<Integrator> made = integrators.orderedStream().toList();
    properties.put(JpaSettings.INTEGRATOR_PROVIDER, (IntegratorProvider) () -> made);
    factory.setJpaProperties(properties);
    // Whoever needs it first waits for it.
    factory.setBootstrapExecutor(new SimpleAsyncTaskExecutor("hibernate-start-"));
    return factory;
  }

  @Bean
  @Primary
  JpaTransactionManager transactionManager(
      EntityManagerFactory entityManagerFactory, DataSource dataSource) {
    var manager = new JpaTransactionManager(entityManagerFactory);
    manager.setDataSource(dataSource);
    return manager;
  }

  private static Properties properties(DatabaseKind kind, FullTextIndex index) {
    var properties = new Properties();
    properties.put(AvailableSettings.DIALECT, kind.dialect().getName());
    properties.put(AvailableSettings.HBM2DDL_AUTO, "none");
    // They serve entities of several tables; there are none. Hibernate's thread would make one for
    // each entity beside the migrations, and H2 would come to a standstill.
    properties.put(GlobalTemporaryTableStrategy.CREATE_ID_TABLES, "false");
    properties.put(AvailableSettings.SCANNER, DisabledScanner.class.getName());
    properties.put(HibernateOrmMapperSettings.ENABLED, "true");
    properties.put(
        HibernateOrmMapperSettings.INDEXING_PLAN_SYNCHRONIZATION_STRATEGY,
        BeanReference.ofInstance(new LateCommit()));
    // Otherwise it reads every class of HAPI's jar at each start, for annotations that are not
    // there.
    properties.put(
        HibernateOrmMapperSettings.MAPPING_BUILD_MISSING_DISCOVERED_JANDEX_INDEXES, "false");
    backend(properties, BackendSettings.TYPE, LuceneBackendSettings.TYPE_NAME);
    backend(properties, LuceneIndexSettings.DIRECTORY_TYPE, "local-filesystem");
    backend(properties, LuceneIndexSettings.DIRECTORY_ROOT, index.folder().toString());
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
