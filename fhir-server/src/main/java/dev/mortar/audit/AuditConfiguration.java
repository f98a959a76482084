package dev.mortar.audit;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.authorization.Seal;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.storage.NewResources;
import dev.mortar.storage.sealing.SealedQueries;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit trail and those who write into it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
class AuditConfiguration {
  @Bean
  AuditChain auditChain(DataSource database, FhirStore store, FhirContext fhir) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/audit")
        .table("flyway_audit")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
    return new AuditChain(new JdbcTemplate(database), store, new EventDigest(fhir));
  }

  @Bean
  OutboxTrail auditTrail(
      DataSource database,
      FhirStore store,
      NewResources resources,
      FhirContext fhir,
      Clock clock,
      AuditProperties properties,
      AuditChain chain) {
    var journal = new EventJournal(properties.journal(), properties.journalSize());
    var linked = new LinkedEvents(store, resources, chain);
    return new OutboxTrail(JdbcClient.create(database), fhir, clock, journal, linked);
  }

  @Bean
  @DependsOn("storageTablesMigration")
  RootKeys auditRootKeys(DataSource database, Seal seal, Clock clock) {
    return new RootKeys(JdbcClient.create(database), seal, clock);
  }

  @Bean
  AuditRoots auditRoots(
      DataSource database,
      AuditChain chain,
      RootKeys keys,
      FhirStore store,
      ServerAddress server,
      Clock clock) {
    return new AuditRoots(
        chain,
        new RootTable(JdbcClient.create(database)),
        new RootStatements(keys, server),
        new RootRecords(store, server),
        store,
        clock);
  }

  @Bean
  AuditRootJob auditRootJob() {
    return new AuditRootJob();
  }

  @Bean
  Breaches breaches(FhirStore store) {
    return new Breaches(store);
  }

  @Bean
  Disclosures disclosures(FhirStore store, ServerAddress server) {
    return new Disclosures(store, server);
  }

  @Bean
  AuditEvents auditEvents(ServerAddress server, Clock clock, SealedQueries queries) {
    return new AuditEvents(server, clock, queries);
  }

  @Bean
  RequestAudit requestAudit(AuditTrail trail, AuditEvents events) {
    return new RequestAudit(trail, events);
  }

  @Bean
  SentMessageAudit sentMessageAudit(AuditTrail trail, AuditEvents events) {
    return new SentMessageAudit(trail, events);
  }

  @Bean
  EnquiryAudit enquiryAudit(AuditTrail trail, AuditEvents events) {
    return new EnquiryAudit(trail, events);
  }

  @Bean
  HookAudit hookAudit(AuditTrail trail, AuditEvents events) {
    return new HookAudit(trail, events);
  }

  @Bean
  SocketAudit socketAudit(AuditTrail trail, AuditEvents events) {
    return new SocketAudit(trail, events);
  }

  @Bean
  DisposalAudit disposalAudit(AuditTrail trail, AuditEvents events) {
    return new DisposalAudit(trail, events);
  }

  @Bean
  SignInAudit signInAudit(AuditTrail trail, AuditEvents events) {
    return new SignInAudit(trail, events);
  }
}
