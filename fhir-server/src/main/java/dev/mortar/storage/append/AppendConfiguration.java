package dev.mortar.storage.append;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.cache.IResourceTypeCacheSvc;
import ca.uhn.fhir.jpa.cache.ISearchParamIdentityCacheSvc;
import ca.uhn.fhir.jpa.searchparam.extractor.SearchParamExtractorService;
import dev.mortar.storage.DatabaseKind;
import dev.mortar.storage.Interest;
import dev.mortar.storage.NewResources;
import dev.mortar.storage.sealing.Sealing;
import dev.mortar.store.FhirStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The short way into the store. */
@Configuration(proxyBeanMethods = false)
class AppendConfiguration {
  @Bean
  NewResources newResources(
      FhirContext fhir,
      SearchParamExtractorService extractor,
      ISearchParamIdentityCacheSvc identities,
      IResourceTypeCacheSvc types,
      Rows rows,
      FhirStore store,
      Interest interest) {
    return new AppendedResources(fhir, extractor, identities, types, rows, store, interest);
  }

  @Bean
  Rows appendedRows(JdbcTemplate jdbc, DatabaseKind kind, Sealing sealing) {
    return new Rows(jdbc, new Sequences(jdbc, kind == DatabaseKind.POSTGRESQL), sealing);
  }
}
