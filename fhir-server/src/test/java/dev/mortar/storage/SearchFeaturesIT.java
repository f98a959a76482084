package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.math.BigDecimal;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchFeaturesIT {
  private final TestServer server;
  private String patient = "";
  private String result = "";
  private String task = "";

  SearchFeaturesIT(TestServer server) {
    this.server = server;
  }

  @BeforeAll
  void store() {
    var store = server.bean(FhirStore.class);
    var who = new Patient();
    who.addIdentifier().setSystem("urn:test:search").setValue("S1");
    who.addName().setFamily("Searchperson");
    patient = "Patient/" + store.save(who).getIdPart();
    var what = new Observation().setStatus(ObservationStatus.FINAL);
    what.setSubject(new Reference(patient));
    what.setCode(new CodeableConcept(new Coding("http://loinc.org", "2823-3", "Potassium")));
    what.setValue(new Quantity().setValue(new BigDecimal("6.8")).setUnit("mmol/L"));
    result = "Observation/" + store.save(what).getIdPart();
    var work = new Task().setStatus(TaskStatus.REQUESTED).setIntent(TaskIntent.ORDER);
    work.setFor(new Reference(patient)).setReasonReference(new Reference(result));
    task = "Task/" + store.save(work).getIdPart();
  }

  @Test
  void chains() {
    assertThat(found("Observation?subject:Patient.identifier=urn:test:search|S1"))
        .containsExactly(result);
  }

  @Test
  void reverseChains() {
    assertThat(found("Patient?_has:Observation:subject:code=2823-3&identifier=S1"))
        .containsExactly(patient);
  }

  @Test
  void includes() {
    assertThat(found("Observation?_id=" + id(result) + "&_include=Observation:subject"))
        .containsExactlyInAnyOrder(result, patient);
  }

  @Test
  void reverseIncludesFollowFurther() {
    assertThat(
            found(
                "Patient?_id="
                    + id(patient)
                    + "&_revinclude:iterate=Task:patient&_revinclude=Observation:subject"))
        .contains(patient, result, task);
  }

  @Test
  void composites() {
    assertThat(found("Observation?subject=" + patient + "&code-value-quantity=2823-3$gt6"))
        .containsExactly(result);
    assertThat(found("Observation?subject=" + patient + "&code-value-quantity=2823-3$gt7"))
        .isEmpty();
  }

  @Test
  void sortingAndPaging() {
    var page = search("Observation?subject=" + patient + "&_sort=-date,_lastUpdated&_count=1");
    assertThat(page.getEntry()).hasSize(1);
  }

  @Test
  void theGuidesOwnParameters() {
    // The critical result makes a task of its own, which is scored and so stands first.
    var worklist = found("Task?status=requested&patient=" + patient + "&_sort=-priority-score,due");
    assertThat(worklist).endsWith(task);
  }

  @Test
  void totals() {
    assertThat(search("Observation?subject=" + patient + "&_summary=count").getTotal())
        .isEqualTo(1);
  }

  private List<String> found(String query) {
    return search(query).getEntry().stream()
        .map(entry -> entry.getResource().getIdElement().toUnqualifiedVersionless().getValue())
        .toList();
  }

  private Bundle search(String query) {
    return server.client().search().byUrl(query).returnBundle(Bundle.class).execute();
  }

  private static String id(String reference) {
    return reference.substring(reference.indexOf('/') + 1);
  }
}
