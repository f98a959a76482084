package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.store.ResourceStored;
import dev.mortar.store.StoredListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class StoredChangesTest {
  private final List<ResourceStored> heard = new ArrayList<>();
  private final StoredChanges changes =
      new StoredChanges(
          List.of(
              new StoredListener() {
                @Override
                public Set<String> types() {
                  return Set.of("Appointment");
                }

                @Override
                public void stored(List<ResourceStored> stored) {
                  heard.addAll(stored);
                }
              }),
          Clock.systemUTC());

  @BeforeEach
  void inATransaction() {
    TransactionSynchronizationManager.initSynchronization();
  }

  @AfterEach
  void outOfIt() {
    TransactionSynchronizationManager.clearSynchronization();
  }

  @Test
  void aTagWithoutANewVersionIsNoChangeToHearOf() {
    changes.updated(version(1), version(1));
    commit();
    assertThat(heard).isEmpty();
  }

  @Test
  void aNewVersionIs() {
    changes.updated(version(1), version(2));
    changes.updated(null, version(3));
    commit();
    assertThat(heard).extracting(ResourceStored::version).containsExactly(2L, 3L);
  }

  private static Appointment version(int number) {
    var appointment = new Appointment();
    appointment.setId("Appointment/a/_history/" + number);
    return appointment;
  }

  private static void commit() {
    TransactionSynchronizationManager.getSynchronizations().forEach(one -> one.beforeCommit(false));
  }
}
