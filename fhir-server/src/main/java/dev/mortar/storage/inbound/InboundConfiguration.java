package dev.mortar.storage.inbound;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.api.svc.IIdHelperService;
import ca.uhn.fhir.jpa.dao.data.IResourceLinkDao;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import dev.mortar.hl7.BundleSink;
import dev.mortar.hl7.Senders;
import dev.mortar.mapping.Mapper;
import dev.mortar.storage.Unmerge;
import dev.mortar.storage.sealing.Sealing;
import dev.mortar.storage.upload.ReceivedFiles;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Meta;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;

/** Wires the sink of the HL7 inbox to the store of this process. */
@Configuration(proxyBeanMethods = false)
class InboundConfiguration {
  @Bean
  Mapper mapper(ObjectProvider<Senders> senders) {
    Senders known = senders.getIfAvailable();
    return known == null ? Mapper.standard() : known.mapper();
  }

  @Bean
  StoredResources storedResources(
      DaoRegistry daos,
      IFhirSystemDao<Bundle, Meta> system,
      IIdHelperService<JpaPid> ids,
      JdbcTemplate jdbc,
      PartitionSettings partitions,
      Sealing sealing) {
    return new StoredResources(daos, system, ids, new Identifiers(jdbc, partitions, sealing));
  }

  @Bean
  @DependsOn("storageTablesMigration")
  Identities identities(FhirContext fhir, IResourceLinkDao links, JdbcTemplate jdbc) {
    var repointing = new Repointing(links, new References(fhir), new MovedReferences(jdbc));
    return new Identities(new IdentityEvents(jdbc), repointing);
  }

  @Bean
  Unmerge unmerge(FhirStore store, StoredResources stored, Identities identities, Clock clock) {
    return new StoredUnmerge(store, stored, identities, clock);
  }

  @Bean
  @DependsOn("storageTablesMigration")
  BundleSink localBundleSink(
      IHapiTransactionService transactions,
      FhirStore store,
      StoredResources stored,
      FhirContext fhir,
      Identities identities,
      JdbcTemplate jdbc,
      ReceivedFiles files) {
    var eventTimes = new EventTimes(jdbc);
    var application =
        new Application(
            new Targets(stored, new Survivors(stored)),
            new Redirects(new References(fhir), new MovedReferences(jdbc)),
            new Laying(new Elements(fhir)),
            eventTimes,
            () -> new Changes(stored, store),
            identities,
            new GivenIdentifiers(stored, new IdentityEvents(jdbc), eventTimes));
    return new LocalBundleSink(transactions, application, files);
  }
}
