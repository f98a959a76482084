package dev.mortar.storage.identity;

import ca.uhn.fhir.jpa.api.svc.IIdHelperService;
import ca.uhn.fhir.jpa.util.MemoryCacheService;
import jakarta.persistence.EntityManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts our resolving of ids in the place of HAPI's. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {
  /** Without its type argument, as HAPI declares it: some of HAPI's beans ask for another one. */
  @Bean
  @SuppressWarnings("rawtypes")
  IIdHelperService resourceIds(
      JdbcTemplate jdbc, EntityManager entities, MemoryCacheService cache) {
    return new ResourceIds(new IdRows(jdbc, entities), cache);
  }
}
