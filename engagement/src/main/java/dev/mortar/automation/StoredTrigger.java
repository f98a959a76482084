package dev.mortar.automation;

import dev.mortar.due.DueWork;
import dev.mortar.store.ResourceStored;
import dev.mortar.store.ResourceStored.Change;
import dev.mortar.store.StoredListener;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Hears what is stored and plans, in the same transaction, that the rules look at it: one piece of
 * work for all that a transaction stored, because each costs two more transactions.
 */
final class StoredTrigger implements StoredListener {
  static final String KIND = "automation.stored";

  /** Their references fit into one payload. */
  private static final int MOST_TOGETHER = 25;

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
    if (changes.stream().anyMatch(change -> change.type().equals("PlanDefinition"))) {
      rules.forget();
    }
    var looks =
        changes.stream()
            .filter(change -> !change.type().equals("PlanDefinition"))
            .filter(change -> change.change() != Change.DELETED)
            .filter(change -> rules.mayConcern(change.type(), isNew(change)))
            .map(change -> new Look(change.reference(), change.version(), isNew(change)))
            .toList();
    for (int from = 0; from < looks.size(); from += MOST_TOGETHER) {
      var together = looks.subList(from, Math.min(looks.size(), from + MOST_TOGETHER));
      due.plan(KIND, Look.key(together), clock.instant(), Look.payload(together));
    }
  }

  private static boolean isNew(ResourceStored change) {
    return change.change() == Change.CREATED;
  }
}
