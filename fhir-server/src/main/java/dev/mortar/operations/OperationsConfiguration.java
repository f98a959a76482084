package dev.mortar.operations;

import dev.mortar.audit.AuditChain;
import dev.mortar.audit.Disclosures;
import dev.mortar.outreach.ReminderRun;
import dev.mortar.security.BreakGlass;
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
  AuditVerifyOperation auditVerify(AuditChain chain) {
    return new AuditVerifyOperation(chain);
  }

  @Bean
  BreakGlassOperation patientBreakGlass(BreakGlass glass) {
    return new BreakGlassOperation(glass);
  }

  @Bean
  DisclosuresOperation patientDisclosures(Disclosures disclosures, Clock clock) {
    return new DisclosuresOperation(disclosures, clock);
  }

  @Bean
  TaskRulesInterceptor taskRulesInterceptor() {
    return new TaskRulesInterceptor();
  }
}
