package dev.mortar.storage.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.mapping.Entries;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;

class OverlayTest {
  private final Overlay overlay = new Overlay(new Elements(FhirContext.forR4Cached()));

  @Test
  void anAbsentElementStaysAndAPresentOneReplaces() {
    var stored = new Patient();
    stored.addName().setFamily("Old");
    stored.addAddress().setCity("Here");
    var mapped = new Patient();
    mapped.addName().setFamily("New");

    var result = (Patient) overlay.lay(mapped, stored);
    assertThat(result.getName()).hasSize(1);
    assertThat(result.getNameFirstRep().getFamily()).isEqualTo("New");
    assertThat(result.getAddressFirstRep().getCity()).isEqualTo("Here");
    assertThat(stored.getNameFirstRep().getFamily()).isEqualTo("Old");
  }

  @Test
  void whatTheSenderDeletesIsRemoved() {
    var stored = new Patient();
    stored.addTelecom().setValue("1");
    var mapped = new Patient();
    Entries.markDeleted(mapped, "telecom");

    assertThat(((Patient) overlay.lay(mapped, stored)).hasTelecom()).isFalse();
  }

  @Test
  void anotherKindOfValueReplacesTheFirst() {
    var stored = new Observation().setValue(new Quantity(6.8));
    var mapped = new Observation().setValue(new StringType("haemolysed"));

    var result = (Observation) overlay.lay(mapped, stored);
    assertThat(result.getValueStringType().getValue()).isEqualTo("haemolysed");
  }

  @Test
  void identifiersAreUnited() {
    var stored = new Patient();
    stored.addIdentifier().setSystem("urn:a").setValue("1");
    var mapped = new Patient();
    mapped.addIdentifier().setSystem("urn:a").setValue("1").getType().setText("MR");
    mapped.addIdentifier().setSystem("urn:b").setValue("1");

    var result = (Patient) overlay.lay(mapped, stored);
    assertThat(result.getIdentifier()).hasSize(2);
    assertThat(result.getIdentifierFirstRep().getType().getText()).isEqualTo("MR");
  }

  @Test
  void extensionsOfOthersStay() {
    var stored = new Patient();
    stored.addExtension("urn:ours", new StringType("kept"));
    stored.addExtension("urn:theirs", new StringType("old"));
    var mapped = new Patient();
    mapped.addExtension("urn:theirs", new StringType("new"));

    var result = (Patient) overlay.lay(mapped, stored);
    assertThat(result.getExtensionString("urn:ours")).isEqualTo("kept");
    assertThat(result.getExtensionString("urn:theirs")).isEqualTo("new");
  }

  @Test
  void extensionsOfOneUrlAreReplacedTogether() {
    var stored = new Patient();
    stored.addExtension("urn:theirs", new StringType("old"));
    var mapped = new Patient();
    mapped.addExtension("urn:theirs", new StringType("one"));
    mapped.addExtension("urn:theirs", new StringType("two"));

    var result = (Patient) overlay.lay(mapped, stored);
    assertThat(result.getExtension())
        .extracting(extension -> extension.getValue().primitiveValue())
        .containsExactly("one", "two");
  }

  @Test
  void anInitialElementDoesNotTouchAStoredOne() {
    var stored = new Encounter().setStatus(EncounterStatus.FINISHED);
    var mapped = new Encounter().setStatus(EncounterStatus.INPROGRESS);
    Entries.markInitial(mapped, "status");

    assertThat(((Encounter) overlay.lay(mapped, stored)).getStatus())
        .isEqualTo(EncounterStatus.FINISHED);
  }

  @Test
  void aDischargeKeepsTheStartOfTheStay() {
    var stored = new Encounter();
    stored.getPeriod().getStartElement().setValueAsString("2026-11-01");
    var mapped = new Encounter();
    mapped.getPeriod().getEndElement().setValueAsString("2026-11-03");

    var result = (Encounter) overlay.lay(mapped, stored);
    assertThat(result.getPeriod().getStartElement().getValueAsString()).isEqualTo("2026-11-01");
    assertThat(result.getPeriod().getEndElement().getValueAsString()).isEqualTo("2026-11-03");
  }
}
