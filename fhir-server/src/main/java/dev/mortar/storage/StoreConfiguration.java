package dev.mortar.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.api.svc.IIdHelperService;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import dev.mortar.store.FhirStore;
import dev.mortar.store.StoredListener;
import java.time.Clock;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Meta;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The port through which the work reads and writes, and through which it hears of changes. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  @Bean
  SearchUrl searchUrl(FhirContext fhir, MatchUrlService matchUrls) {
    return new SearchUrl(fhir, matchUrls);
  }

  @Bean
  FhirStore fhirStore(
      DaoRegistry daos,
      IFhirSystemDao<Bundle, Meta> system,
      IHapiTransactionService transactions,
      SearchUrl searchUrl,
      IIdHelperService<JpaPid> ids) {
    return new JpaFhirStore(daos, system, transactions, searchUrl, ids);
  }

  @Bean
  StoredChanges storedChanges(ObjectProvider<StoredListener> listeners, Clock clock) {
    return new StoredChanges(listeners.orderedStream().toList(), clock);
  }
}
