package dev.mortar.automation;

import dev.mortar.automation.Action.OpenFollowUp;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.CorrectionPolicy;
import dev.mortar.ig.Codes.TaskCode;
import dev.mortar.store.Cached;
import dev.mortar.store.FhirStore;
import dev.mortar.store.Parts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.ActionConditionKind;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.TriggerDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The active rules, read from PlanDefinitions of the type eca-rule. */
final class Rules {
  private static final Logger LOG = LoggerFactory.getLogger(Rules.class);
  private static final String QUERY =
      "status=active&type=http://terminology.hl7.org/CodeSystem/plan-definition-type|eca-rule";
  private static final int MOST = 1_000;

  private final Cached<List<Rule>> rules;

  Rules(FhirStore store, Clock clock) {
    this.rules = new Cached<>(() -> read(store), clock);
  }

  List<Rule> all() {
    return rules.get();
  }

  /**
   * Whether a rule may look at resources of the type that were created, or else changed. It may
   * while the rules are not known: this is asked in the transaction that stores the resource, which
   * must not fail because rules cannot be read.
   */
  boolean mayConcern(String type, boolean created) {
    var known = rules.known();
    return known.isEmpty()
        || known.get().stream()
            .flatMap(rule -> rule.steps().stream())
            .anyMatch(step -> step.startsWith(type, created));
  }

  void forget() {
    rules.forget();
  }

  /** A rule that cannot be read is left out, so that the others go on. */
  private static List<Rule> read(FhirStore store) {
    var rules = new ArrayList<Rule>();
    for (var plan : store.search(PlanDefinition.class, QUERY, MOST)) {
      try {
        rules.add(rule(plan));
      } catch (IllegalArgumentException unreadable) {
        LOG.warn("The rule {} is not applied: {}", plan.getUrl(), unreadable.getMessage());
      }
    }
    return List.copyOf(rules);
  }

  static Rule rule(PlanDefinition plan) {
    var policy =
        Optional.ofNullable(plan.getExtensionByUrl(Canonicals.EXT_ON_CORRECTION))
            .flatMap(extension -> CorrectionPolicy.of(extension.getValue().primitiveValue()))
            .orElse(CorrectionPolicy.ANNOTATE);
    var steps = new ArrayList<Rule.Step>();
    for (var action : plan.getAction()) {
      var name =
          action.hasId() ? action.getId() : action.getCodeFirstRep().getCodingFirstRep().getCode();
      steps.add(
          new Rule.Step(String.valueOf(name), triggers(action), conditions(action), act(action)));
    }
    return new Rule(plan.getUrl(), policy, steps);
  }

  private static List<Trigger> triggers(PlanDefinitionActionComponent action) {
    return action.getTrigger().stream().flatMap(Rules::triggers).toList();
  }

  private static Stream<Trigger> triggers(TriggerDefinition trigger) {
    var types = trigger.getData().stream().map(data -> data.getType());
    return switch (trigger.getType()) {
      case DATAADDED -> types.map(Trigger.Added::new);
      case DATAMODIFIED -> types.map(Trigger.Modified::new);
      default ->
          throw new IllegalArgumentException(
              "triggers are data-added or data-modified, not " + trigger.getType().toCode());
    };
  }

  private static List<String> conditions(PlanDefinitionActionComponent action) {
    return action.getCondition().stream()
        .filter(condition -> condition.getKind() == ActionConditionKind.APPLICABILITY)
        .map(condition -> condition.getExpression().getExpression())
        .toList();
  }

  private static OpenFollowUp act(PlanDefinitionActionComponent action) {
    var code = action.getCodeFirstRep().getCodingFirstRep().getCode();
    var priority =
        action.hasPriority()
            ? Optional.of(TaskPriority.fromCode(action.getPriority().toCode()))
            : Optional.<TaskPriority>empty();
    var within =
        action.getTiming() instanceof Quantity quantity
            ? Optional.of(Parts.duration(quantity))
            : Optional.<java.time.Duration>empty();
    return new OpenFollowUp(
        TaskCode.of(String.valueOf(code))
            .orElseThrow(() -> new IllegalArgumentException("no known task code: " + code)),
        action.getTitle(),
        dynamic(action, "description"),
        dynamic(action, "evaluateAt"),
        priority,
        within,
        templates(action));
  }

  private static Optional<String> dynamic(PlanDefinitionActionComponent action, String path) {
    return action.getDynamicValue().stream()
        .filter(value -> path.equals(value.getPath()))
        .map(value -> value.getExpression().getExpression())
        .findFirst();
  }

  private static List<String> templates(PlanDefinitionActionComponent action) {
    return action.getExtensionsByUrl(Canonicals.EXT_TEMPLATE_REF).stream()
        .map(extension -> extension.getExtensionByUrl("template"))
        .map(template -> ((Reference) template.getValue()).getDisplay())
        .toList();
  }
}
