package dev.mortar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.store.FhirStore.StaleVersionException;
import java.util.List;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;

/** What every {@link FhirStore} does. */
public abstract class FhirStoreContract {
  protected abstract FhirStore store();

  private static Task task(String patient) {
    var task = new Task().setStatus(TaskStatus.READY).setIntent(TaskIntent.ORDER);
    task.setFor(new Reference("Patient/" + patient));
    return task;
  }

  private Patient patient() {
    return store().save(new Patient().setActive(true));
  }

  @Test
  void whatWasSavedIsFound() {
    var saved = patient();
    assertThat(store().find(Patient.class, saved.getIdPart())).isPresent();
    assertThat(store().find(Patient.class, "never-there")).isEmpty();
  }

  @Test
  void severalAreFoundAtOnceAndWhatIsNotThereIsLeftOut() {
    var one = patient().getIdPart();
    var other = patient().getIdPart();
    assertThat(store().find(Patient.class, List.of(one, "never-there", other, one)))
        .extracting(Patient::getIdPart)
        .containsExactlyInAnyOrder(one, other);
  }

  @Test
  void anIdThatWeChooseIsKept() {
    var task = task(patient().getIdPart());
    task.setId(StableId.of("contract", "chosen"));
    store().save(task);
    assertThat(store().find(Task.class, StableId.of("contract", "chosen"))).isPresent();
  }

  @Test
  void aSearchFindsByPatientAndStatus() {
    var patient = patient().getIdPart();
    store().save(task(patient));
    store().save(task(patient()));
    var query = "patient=Patient/" + patient + "&status=ready";
    assertThat(store().search(Task.class, query, 10)).hasSize(1);
    assertThat(store().search(Task.class, query.replace("ready", "draft"), 10)).isEmpty();
  }

  private Task task(Patient patient) {
    return task(patient.getIdPart());
  }

  @Test
  void anOldVersionIsNotWrittenOverANewerOne() {
    var task = store().save(task(patient()));
    var mine = store().find(Task.class, task.getIdPart()).orElseThrow();
    var other = store().find(Task.class, task.getIdPart()).orElseThrow();
    store().save(other.setDescription("first"));
    assertThatThrownBy(() -> store().save(mine.setDescription("second")))
        .isInstanceOf(StaleVersionException.class);
  }

  @Test
  void whatFailsTogetherLeavesNothing() {
    var id = StableId.of("contract", "rolled back");
    var patient = patient();
    assertThatThrownBy(
            () ->
                store()
                    .atomically(
                        () -> {
                          var task = task(patient);
                          task.setId(id);
                          store().save(task);
                          throw new IllegalStateException("no");
                        }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store().find(Task.class, id)).isEmpty();
  }

  @Test
  void lookingForWhatIsNotThereDoesNotSpoilTheTransaction() {
    var saved =
        store()
            .atomically(
                () -> {
                  assertThat(store().find(Task.class, "never-there")).isEmpty();
                  return patient();
                });
    assertThat(store().find(Patient.class, saved.getIdPart())).isPresent();
  }
}
