package dev.mortar.automation;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.due.DueWork;
import dev.mortar.outreach.Messages;
import dev.mortar.priority.LabJudge;
import dev.mortar.store.Expressions;
import dev.mortar.store.FhirStore;
import dev.mortar.worklist.Worklist;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the rules between what is stored and the worklist. */
@Configuration(proxyBeanMethods = false)
class AutomationConfiguration {
  @Bean
  Rules automationRules(FhirStore store, Clock clock) {
    return new Rules(store, clock);
  }

  @Bean
  StoredTrigger storedTrigger(DueWork due, Rules rules, Clock clock) {
    return new StoredTrigger(due, rules, clock);
  }

  @Bean
  FollowUps followUps(
      FhirStore store, Worklist worklist, Messages messages, Expressions expressions, Clock clock) {
    return new FollowUps(store, worklist, messages, expressions, clock);
  }

  @Bean
  Subject ruleSubject(FhirStore store, LabJudge judge, Clock clock) {
    return new Subject(store, judge, clock);
  }

  @Bean
  Foresight foresight(Rules rules, Subject subject, Expressions expressions) {
    return new Foresight(rules, subject, expressions);
  }

  @Bean
  RuleRunner ruleRunner(
      Rules rules,
      Subject subject,
      Expressions expressions,
      FollowUps followUps,
      MeterRegistry meters) {
    return new RuleRunner(rules, subject, expressions, followUps, meters);
  }

  @Bean
  StoredLooks storedLooks(
      FhirContext context, FhirStore store, RuleRunner rules, DueWork due, Clock clock) {
    return new StoredLooks(context, store, rules, due, clock);
  }
}
