package dev.mortar.storage;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings.StoreMetaSourceInformationEnum;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import org.hl7.fhir.dstu2.model.Subscription.SubscriptionChannelType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** HAPI's settings, as far as they differ from HAPI's defaults, and why. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({StorageProperties.class, FhirProperties.class})
class SettingsConfiguration {
  private static final int BATCH_THREADS = 4;

  @Bean
  JpaStorageSettings storageSettings(FhirProperties fhir) {
    var settings = new JpaStorageSettings();
    // An id made from business identifiers may happen to be all digits, which HAPI otherwise
    // keeps for its own counters.
    settings.setResourceClientIdStrategy(JpaStorageSettings.ClientIdStrategyEnum.ANY);
    settings.setResourceServerIdStrategy(JpaStorageSettings.IdStrategyEnum.UUID);
    // A worklist that shows an answer of a minute ago would hide the task that just came.
    settings.setReuseCachedSearchResultsForMillis(null);
    settings.setFetchSizeDefaultMaximum(fhir.maxPageSize());
    settings.setHibernateSearchIndexFullText(true);
    settings.setAllowContainsSearches(true);
    // Feeds refer to resources of their own servers by absolute URL.
    settings.setAllowExternalReferences(true);
    settings.getTreatBaseUrlsAsLocal().add(fhir.baseUrl().toString());
    // Else each step of an export waits for the next minute.
    settings.setJobFastTrackingEnabled(true);
    // The id of the request costs a second write of each version; the audit tells who wrote what.
    settings.setStoreMetaSourceInformation(StoreMetaSourceInformationEnum.SOURCE_URI);
    // What a row of an index is about is in its hash; the names would be said again in each.
    settings.setIndexStorageOptimized(true);
    settings.setBundleBatchPoolSize(BATCH_THREADS);
    settings.setBundleBatchMaxPoolSize(BATCH_THREADS);
    // Old versions of what an erased person is taken out of, and $expunge, which is guarded.
    settings.setExpungeEnabled(true);
    return settings;
  }

  @Bean
  PartitionSettings partitionSettings() {
    return new PartitionSettings();
  }

  @Bean
  SubscriptionSettings subscriptionSettings() {
    var settings = new SubscriptionSettings();
    settings.addSupportedSubscriptionType(SubscriptionChannelType.RESTHOOK);
    settings.addSupportedSubscriptionType(SubscriptionChannelType.EMAIL);
    settings.addSupportedSubscriptionType(SubscriptionChannelType.WEBSOCKET);
    settings.addSupportedSubscriptionType(SubscriptionChannelType.MESSAGE);
    return settings;
  }
}
