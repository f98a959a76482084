package dev.mortar.automation;

import ca.uhn.fhir.fhirpath.FhirPathExecutionException;
import dev.mortar.ig.Codes.CorrectionPolicy;
import dev.mortar.store.Expressions;
import dev.mortar.worklist.Worklist.Withdrawal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a stored resource with the eyes of every rule. Looking twice does nothing twice. */
final class RuleRunner {
  private static final Logger LOG = LoggerFactory.getLogger(RuleRunner.class);

  private final Rules rules;
  private final Subject subject;
  private final Expressions expressions;
  private final FollowUps followUps;
  private final MeterRegistry meters;

  RuleRunner(
      Rules rules,
      Subject subject,
      Expressions expressions,
      FollowUps followUps,
      MeterRegistry meters) {
    this.rules = rules;
    this.subject = subject;
    this.expressions = expressions;
    this.followUps = followUps;
    this.meters = meters;
  }

  /** The earliest moment at which a step wishes to look again. */
  Optional<Instant> look(Resource resource, boolean created) {
    var steps =
        rules.all().stream()
            .flatMap(rule -> rule.steps().stream().map(step -> Map.entry(rule, step)))
            .filter(each -> each.getValue().startsWith(resource.fhirType(), created))
            .toList();
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    var constants = subject.constants(resource);
    return steps.stream()
        .flatMap(
            each -> guarded(resource, each.getKey(), each.getValue(), constants, created).stream())
        .min(Instant::compareTo);
  }

  /** A broken rule is told of and passed over, so that it does not hold up the others. */
  private Optional<Instant> guarded(
      Resource resource,
      Rule rule,
      Rule.Step step,
      Map<String, List<Base>> constants,
      boolean created) {
    try {
      return look(resource, rule, step, constants, created);
    } catch (FHIRException | FhirPathExecutionException broken) {
      LOG.warn("The rule {} cannot be evaluated: {}", rule.url(), broken.getMessage());
      meters.counter("mortar.automation.broken", "rule", rule.url()).increment();
      return Optional.empty();
    }
  }

  private Optional<Instant> look(
      Resource resource,
      Rule rule,
      Rule.Step step,
      Map<String, List<Base>> constants,
      boolean created) {
    var holds =
        step.conditions().stream()
            .allMatch(condition -> expressions.holds(resource, condition, constants));
    return switch (step.action()) {
      case Action.OpenFollowUp open -> {
        if (!holds) {
          // What has just come to be cannot have a task that must go.
          if (!created) {
            followUps.withdraw(rule, step, resource, withdrawal(rule));
          }
          yield Optional.empty();
        }
        var at = at(resource, open, constants);
        if (at.isPresent()) {
          yield at;
        }
        followUps.open(rule, step, open, resource, constants);
        meters.counter("mortar.automation.fired", "rule", rule.url()).increment();
        yield Optional.empty();
      }
    };
  }

  private Optional<Instant> at(
      Resource resource, Action.OpenFollowUp open, Map<String, List<Base>> constants) {
    return open.evaluateAt()
        .flatMap(path -> expressions.first(resource, path, constants))
        .filter(BaseDateTimeType.class::isInstance)
        .map(found -> ((BaseDateTimeType) found).getValue().toInstant())
        .filter(at -> at.isAfter(now(constants)));
  }

  private static Instant now(Map<String, List<Base>> constants) {
    var now = constants.getOrDefault("now", List.of()).getFirst();
    return ((BaseDateTimeType) now).getValue().toInstant();
  }

  private static Withdrawal withdrawal(Rule rule) {
    return rule.onCorrection() == CorrectionPolicy.CANCEL ? Withdrawal.CANCEL : Withdrawal.ANNOTATE;
  }
}
