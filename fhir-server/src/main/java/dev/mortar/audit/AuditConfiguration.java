package dev.mortar.audit;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit trail and those who write into it. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
  @Bean
  OutboxTrail auditTrail(DataSource database, FhirStore store, FhirContext fhir, Clock clock) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/audit")
        .table("flyway_audit")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
    return new OutboxTrail(JdbcClient.create(database), store, fhir, clock);
  }

  @Bean
  AuditEvents auditEvents(ServerAddress server, Clock clock) {
    return new AuditEvents(server, clock);
  }

  @Bean
  RequestAudit requestAudit(AuditTrail trail, AuditEvents events) {
    return new RequestAudit(trail, events);
  }

  @Bean
  SignInAudit signInAudit(AuditTrail trail, AuditEvents events) {
    return new SignInAudit(trail, events);
  }
}
