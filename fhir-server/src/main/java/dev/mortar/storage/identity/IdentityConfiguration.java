package dev.mortar.storage.identity;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.svc.IIdHelperService;
import ca.uhn.fhir.jpa.cache.IResourceTypeCacheSvc;
import ca.uhn.fhir.jpa.cache.ISearchParamIdentityCacheSvc;
import ca.uhn.fhir.jpa.cache.ResourceTypeCacheSvcImpl;
import ca.uhn.fhir.jpa.dao.data.IResourceIndexedSearchParamIdentityDao;
import ca.uhn.fhir.jpa.dao.data.IResourceTypeDao;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.sp.SearchParamIdentityCacheSvcImpl;
import ca.uhn.fhir.jpa.util.MemoryCacheService;
import jakarta.persistence.EntityManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts our resolving of ids in the place of HAPI's, and reads HAPI's short tables later. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {
  /** Without its type argument, as HAPI declares it: some of HAPI's beans ask for another one. */
  @Bean
  @SuppressWarnings("rawtypes")
  IIdHelperService resourceIds(
      JdbcTemplate jdbc, EntityManager entities, MemoryCacheService cache) {
    return new ResourceIds(new IdRows(jdbc, entities), cache);
  }

  @Bean
  ISearchParamIdentityCacheSvc parameterIds(
      JpaStorageSettings settings,
      IResourceIndexedSearchParamIdentityDao rows,
      PlatformTransactionManager transactions,
      MemoryCacheService cache) {
    return new LateParameterIds(
        new SearchParamIdentityCacheSvcImpl(settings, rows, transactions, cache));
  }

  @Bean
  IResourceTypeCacheSvc resourceTypes(
      IHapiTransactionService transactions, IResourceTypeDao rows, MemoryCacheService cache) {
    return new LateResourceTypes(new ResourceTypeCacheSvcImpl(transactions, rows, cache));
  }
}
