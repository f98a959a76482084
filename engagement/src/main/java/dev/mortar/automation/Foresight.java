package dev.mortar.automation;

import ca.uhn.fhir.fhirpath.FhirPathExecutionException;
import dev.mortar.ig.Codes.TaskCode;
import dev.mortar.store.Expressions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what the rules would open for a resource if it were stored here. It opens nothing. */
public final class Foresight {
  private static final Logger LOG = LoggerFactory.getLogger(Foresight.class);

  private final Rules rules;
  private final Subject subject;
  private final Expressions expressions;

  Foresight(Rules rules, Subject subject, Expressions expressions) {
    this.rules = rules;
    this.subject = subject;
    this.expressions = expressions;
  }

  public List<Foreseen> of(Resource resource) {
    var constants = subject.constants(resource);
    return rules.all().stream().flatMap(rule -> of(resource, rule, constants)).toList();
  }

  private Stream<Foreseen> of(Resource resource, Rule rule, Map<String, List<Base>> constants) {
    return rule.steps().stream()
        .filter(step -> step.startsWith(resource.fhirType(), true))
        .filter(step -> holds(resource, rule, step, constants))
        .map(
            step ->
                switch (step.action()) {
                  case Action.OpenFollowUp open ->
                      new Foreseen(
                          rule.url(), open.code(), open.title(), open.priority(), open.within());
                });
  }

  /** As in the work itself, a broken rule is passed over. */
  private boolean holds(
      Resource resource, Rule rule, Rule.Step step, Map<String, List<Base>> constants) {
    try {
      return step.conditions().stream()
          .allMatch(condition -> expressions.holds(resource, condition, constants));
    } catch (FHIRException | FhirPathExecutionException broken) {
      LOG.warn("The rule {} cannot be evaluated: {}", rule.url(), broken.getMessage());
      return false;
    }
  }

  /**
   * A follow-up that a rule would open.
   *
   * @param rule its canonical
   * @param within the latest time by which it would be due
   */
  public record Foreseen(
      String rule,
      TaskCode code,
      String title,
      Optional<TaskPriority> priority,
      Optional<Duration> within) {}
}
