package dev.mortar.storage.retention;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.svc.IDeleteExpungeSvc;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.util.MemoryCacheService;
import dev.mortar.authorization.PersonalAccounts;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.due.DueWork;
import dev.mortar.due.PlannedWork;
import dev.mortar.hl7.OutboundMessages;
import dev.mortar.hl7.PersonalMessages;
import dev.mortar.outreach.SentMessages;
import dev.mortar.storage.FullTextWipe;
import dev.mortar.storage.sealing.Sealing;
import dev.mortar.store.FhirStore;
import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What keeps records, and what removes them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
class RetentionConfiguration {
  @Bean
  LegalHolds legalHolds(FhirStore store) {
    return new LegalHolds(store);
  }

  @Bean
  HoldGuard holdGuard(FhirContext fhir, ObjectProvider<LegalHolds> holds) {
    return new HoldGuard(fhir, holds::getObject);
  }

  @Bean
  Rows storedRows(JdbcTemplate jdbc, FhirContext fhir, Sealing sealing) {
    return new Rows(jdbc, fhir, sealing);
  }

  @Bean
  Named named(Rows rows, FhirContext fhir, LegalHolds holds) {
    return new Named(rows, fhir, holds);
  }

  @Bean
  Certificates certificates(FhirStore store, Clock clock) {
    return new Certificates(store, clock);
  }

  @Bean
  @DependsOn("storageTablesMigration")
  Traces storedTraces(JdbcTemplate jdbc) {
    return new StoredTraces(jdbc);
  }

  @Bean
  Traces otherTraces(
      PlannedWork work,
      SentMessages sent,
      PersonalAccounts accounts,
      ObjectProvider<PersonalMessages> received,
      ObjectProvider<OutboundMessages> outbound) {
    return new OtherTraces(
        work,
        sent,
        accounts,
        Optional.ofNullable(received.getIfAvailable()),
        Optional.ofNullable(outbound.getIfAvailable()));
  }

  @Bean
  Removal removal(
      Rows rows,
      FhirContext fhir,
      FhirStore store,
      DaoRegistry daos,
      IDeleteExpungeSvc<JpaPid> expunge,
      ObjectProvider<Traces> traces) {
    return new Removal(
        rows, new Ownership(fhir), store, daos, expunge, traces.orderedStream().toList());
  }

  @Bean
  ErasureList erasureList(@Value("${mortar.data:./data}") Path data) {
    return new ErasureList(data.resolve("erasures.txt"));
  }

  @Bean
  @DependsOn("storageTablesMigration")
  Eraser eraser(
      JdbcTemplate jdbc,
      FhirContext fhir,
      Rows rows,
      LegalHolds holds,
      Removal removal,
      Certificates certificates,
      EntityManager entities,
      Wiring wiring) {
    var client = JdbcClient.create(jdbc);
    var parts =
        new Eraser.Parts(
            holds,
            new Belongings(rows, new Ownership(fhir)),
            rows,
            removal,
            certificates,
            new FullTextWipe(entities),
            new RemovedCounts(client));
    return new Eraser(
        new ErasureTable(client),
        wiring.list(),
        parts,
        wiring.store(),
        wiring.caches(),
        wiring.clock(),
        wiring.events());
  }

  /** What an eraser needs of the rest of the program. */
  record Wiring(
      ErasureList list,
      FhirStore store,
      MemoryCacheService caches,
      Clock clock,
      ApplicationEventPublisher events) {}

  @Bean
  Wiring eraserWiring(
      ErasureList list,
      FhirStore store,
      MemoryCacheService caches,
      Clock clock,
      ApplicationEventPublisher events) {
    return new Wiring(list, store, caches, clock, events);
  }

  @Bean
  @DependsOn("storageTablesMigration")
  Erasures erasures(
      JdbcTemplate jdbc,
      Rows rows,
      LegalHolds holds,
      DueWork due,
      ObjectProvider<PersonalMessages> received,
      Wiring wiring) {
    var client = JdbcClient.create(jdbc);
    var around =
        new Erasures.Surroundings(
            client, Optional.ofNullable(received.getIfAvailable()), wiring.clock());
    return new Erasures(
        new ErasureTable(client), wiring.list(), rows, holds, wiring.store(), due, around);
  }

  @Bean
  Policies retentionPolicies(FhirContext fhir, ObjectProvider<FhirStore> store) {
    return new Policies(fhir, store::getObject);
  }

  @Bean
  Disposal disposal(
      Policies policies,
      Disposal.Parts parts,
      JdbcTemplate jdbc,
      Erasures erasures,
      FhirStore store,
      Clock clock,
      ApplicationEventPublisher events) {
    var visits = new LastVisits(JdbcClient.create(jdbc), store);
    return new Disposal(policies, parts, visits, erasures, store, clock, events);
  }

  @Bean
  Disposal.Parts disposalParts(
      Rows rows,
      FhirContext fhir,
      LegalHolds holds,
      Removal removal,
      Certificates certificates,
      EntityManager entities,
      ServerAddress server) {
    return new Disposal.Parts(
        rows,
        new Ownership(fhir),
        holds,
        removal,
        certificates,
        new FullTextWipe(entities),
        server.fhir());
  }

  @Bean
  WholeRecord wholeRecord(Rows rows, FhirContext fhir) {
    return new WholeRecord(new Belongings(rows, new Ownership(fhir)), rows);
  }

  @Bean
  DisposalJob disposalJob(RetentionProperties properties) {
    return new DisposalJob(properties);
  }

  @Bean
  ErasuresAgain erasuresAgain(ObjectProvider<Erasures> erasures) {
    return new ErasuresAgain(erasures::getObject);
  }
}
