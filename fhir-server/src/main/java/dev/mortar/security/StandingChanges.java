package dev.mortar.security;

import dev.mortar.store.ResourceStored;
import dev.mortar.store.StoredListener;
import java.util.List;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Forgets what is known of callers and patients when it changes. */
final class StandingChanges implements StoredListener {
  private final Standings standings;

  StandingChanges(Standings standings) {
    this.standings = standings;
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "Patient",
        "PractitionerRole",
        "Consent",
        "Location",
        "Basic",
        "Organization",
        "HealthcareService",
        "Schedule");
  }

  /** After the commit, because until then a reader would find the old state again. */
  @Override
  public void stored(List<ResourceStored> changes) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            changes.forEach(StandingChanges.this::forget);
          }
        });
  }

  private void forget(ResourceStored change) {
    switch (change.type()) {
      case "Patient" -> standings.forgetPatient(change.id());
      case "Schedule" -> standings.forgetSchedule("Schedule/" + change.id());
      default -> standings.forgetCallers();
    }
  }
}
