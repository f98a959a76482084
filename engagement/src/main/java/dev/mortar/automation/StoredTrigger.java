package dev.mortar.automation;

import dev.mortar.due.DueWork;
import dev.mortar.store.ResourceStored;
import dev.mortar.store.ResourceStored.Change;
import dev.mortar.store.StoredListener;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Hears what is stored and plans, in the same transaction, that the rules look at it. */
final class StoredTrigger implements StoredListener {
  static final String KIND = "automation.stored";

  private final DueWork due;
  private final Rules rules;
  private final Clock clock;

  StoredTrigger(DueWork due, Rules rules, Clock clock) {
    this.due = due;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "PlanDefinition",
        "Observation",
        "DiagnosticReport",
        "Encounter",
        "Appointment",
        "MedicationRequest",
        "MedicationDispense",
        "Immunization",
        "Communication",
        "Condition",
        "QuestionnaireResponse");
  }

  @Override
  public void stored(List<ResourceStored> changes) {
    for (var change : changes) {
      if (change.type().equals("PlanDefinition")) {
        rules.forget();
      } else if (change.change() != Change.DELETED) {
        var key = change.reference() + "/_history/" + change.version();
        due.plan(KIND, key, clock.instant(), change.change().name());
      }
    }
  }
}
