package dev.mortar.operations;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.audit.AuditChain;
import dev.mortar.audit.AuditRoots;
import dev.mortar.audit.Breaches;
import dev.mortar.audit.Disclosures;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.authorization.Statements;
import dev.mortar.outreach.ReminderRun;
import dev.mortar.security.BreakGlass;
import dev.mortar.security.Departures;
import dev.mortar.security.Onboarding;
import dev.mortar.storage.Unmerge;
import dev.mortar.storage.archive.Archive;
import dev.mortar.storage.retention.Certificates;
import dev.mortar.storage.retention.Disposal;
import dev.mortar.storage.retention.Erasures;
import dev.mortar.storage.retention.Named;
import dev.mortar.storage.retention.WholeRecord;
import dev.mortar.store.FhirStore;
import dev.mortar.worklist.Worklist;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The operations that this server adds to FHIR's own. */
@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {
  @Bean
  TaskPrioritizeOperation taskPrioritize(Worklist worklist, Clock clock) {
    return new TaskPrioritizeOperation(worklist, clock);
  }

  @Bean
  SendRemindersOperation sendReminders(ReminderRun run, Clock clock) {
    return new SendRemindersOperation(run, clock);
  }

  @Bean
  AuditVerifyOperation auditVerify(AuditChain chain, AuditRoots roots) {
    return new AuditVerifyOperation(chain, roots);
  }

  @Bean
  AuditProofOperation auditProof(AuditRoots roots) {
    return new AuditProofOperation(roots);
  }

  @Bean
  AuditRootsOperation auditRootsOperation(AuditRoots roots, Clock clock) {
    return new AuditRootsOperation(roots, clock);
  }

  @Bean
  BreakGlassOperation patientBreakGlass(BreakGlass glass) {
    return new BreakGlassOperation(glass);
  }

  @Bean
  BreachOperation auditBreach(Breaches breaches, Clock clock) {
    return new BreachOperation(breaches, clock);
  }

  @Bean
  ArchiveOperation appointmentArchive(Archive archive) {
    return new ArchiveOperation(archive);
  }

  @Bean
  DisclosuresOperation patientDisclosures(Disclosures disclosures, Clock clock) {
    return new DisclosuresOperation(disclosures, clock);
  }

  @Bean
  InviteUserOperation inviteUser(Onboarding onboarding) {
    return new InviteUserOperation(onboarding);
  }

  @Bean
  RevokeOperation revoke(Departures departures) {
    return new RevokeOperation(departures);
  }

  @Bean
  UnmergeOperation patientUnmerge(Unmerge unmerge, FhirStore store) {
    return new UnmergeOperation(unmerge, store);
  }

  @Bean
  EraseOperation patientErase(Erasures erasures) {
    return new EraseOperation(erasures);
  }

  @Bean
  ErasuresOperation patientErasures(Erasures erasures) {
    return new ErasuresOperation(erasures);
  }

  @Bean
  ReplayErasuresOperation patientReplayErasures(Erasures erasures) {
    return new ReplayErasuresOperation(erasures);
  }

  @Bean
  DisposeOperation basicDispose(Disposal disposal, Clock clock) {
    return new DisposeOperation(disposal, clock);
  }

  @Bean
  SubjectExportOperation patientSubjectExport(
      WholeRecord record,
      Disclosures disclosures,
      Statements statements,
      FhirContext fhir,
      Clock clock) {
    return new SubjectExportOperation(record, disclosures, statements, fhir, clock);
  }

  @Bean
  ExpungeInterceptor expungeInterceptor(
      Named named, Certificates certificates, ServerAddress server) {
    return new ExpungeInterceptor(named, certificates, server);
  }

  @Bean
  TaskRulesInterceptor taskRulesInterceptor() {
    return new TaskRulesInterceptor();
  }
}
