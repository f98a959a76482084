package dev.mortar.automation;

import dev.mortar.automation.Action.OpenFollowUp;
import dev.mortar.outreach.Message;
import dev.mortar.outreach.Messages;
import dev.mortar.store.Expressions;
import dev.mortar.store.FhirStore;
import dev.mortar.store.StableId;
import dev.mortar.worklist.FollowUp;
import dev.mortar.worklist.TaskRules;
import dev.mortar.worklist.Worklist;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskPriority;

/** Turns what a rule found into a task and messages: one task a rule, step and resource. */
final class FollowUps {
  private static final String PATIENT =
      "(subject | patient | participant.actor)"
          + ".reference.where(startsWith('Patient/')).first()";
  private static final String CORRECTED = "The reason no longer holds: it was corrected.";

  private final FhirStore store;
  private final Worklist worklist;
  private final Messages messages;
  private final Expressions expressions;
  private final Clock clock;

  FollowUps(
      FhirStore store, Worklist worklist, Messages messages, Expressions expressions, Clock clock) {
    this.store = store;
    this.worklist = worklist;
    this.messages = messages;
    this.expressions = expressions;
    this.clock = clock;
  }

  void open(
      Rule rule,
      Rule.Step step,
      OpenFollowUp open,
      Resource resource,
      Map<String, List<Base>> constants) {
    var patient = expressions.text(resource, PATIENT, constants).map(Reference::new);
    var description =
        open.description().flatMap(path -> expressions.text(resource, path, constants));
    var followUp =
        new FollowUp(
            id(rule, step, resource),
            open.code(),
            patient,
            new Reference(reference(resource)),
            description.filter(text -> !text.isBlank()).orElse(open.title()),
            Optional.of(rule.url()),
            open.priority(),
            open.within());
    store.atomically(
        () -> {
          var task = worklist.open(followUp);
          if (patient.isPresent() && !TaskRules.ended(task)) {
            open.templates().forEach(template -> message(task, template, patient.get()));
          }
          return task;
        });
  }

  void withdraw(Rule rule, Rule.Step step, Resource resource, Worklist.Withdrawal withdrawal) {
    worklist.withdraw(id(rule, step, resource), withdrawal, CORRECTED);
  }

  private void message(Task task, String template, Reference patient) {
    var about = new Reference("Task/" + task.getIdElement().getIdPart());
    messages.plan(
        new Message(
            about.getReference() + "|" + template,
            OpenFollowUp.PURPOSE,
            template,
            patient,
            List.of(about),
            planned(task, template),
            List.of(),
            task.getPriority() == TaskPriority.STAT));
  }

  /** A second look at the same fact does not move a message that is planned. */
  private java.time.Instant planned(Task task, String template) {
    var key = "Task/" + task.getIdElement().getIdPart() + "|" + template;
    return messages.planned(key).orElseGet(clock::instant);
  }

  private static String id(Rule rule, Rule.Step step, Resource resource) {
    return StableId.of("task", rule.url(), step.name(), reference(resource));
  }

  private static String reference(Resource resource) {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }
}
