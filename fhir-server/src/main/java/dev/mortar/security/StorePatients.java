package dev.mortar.security;

import dev.mortar.authorization.Patients;
import dev.mortar.store.FhirStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Patient;

/** Patients of the store; who may choose among them was judged before. */
final class StorePatients implements Patients {
  private static final int SHOWN = 20;
  private static final int LONGEST = 100;

  private final FhirStore store;

  StorePatients(FhirStore store) {
    this.store = store;
  }

  @Override
  public List<Choice> find(String name) {
    if (name.length() > LONGEST) {
      return List.of();
    }
    String query = "name=" + URLEncoder.encode(name.replace(",", " "), StandardCharsets.UTF_8);
    return store.search(Patient.class, query, SHOWN).stream().map(StorePatients::choice).toList();
  }

  @Override
  public Optional<Choice> get(String id) {
    return id.matches("[A-Za-z0-9.-]{1,64}")
        ? store.find(Patient.class, id).map(StorePatients::choice)
        : Optional.empty();
  }

  private static Choice choice(Patient patient) {
    HumanName name = patient.getNameFirstRep();
    String shown = name.hasText() ? name.getText() : name.getNameAsSingleString();
    String born =
        patient.hasBirthDate() ? "born " + patient.getBirthDateElement().getValueAsString() : "";
    return new Choice(
        patient.getIdElement().getIdPart(), shown.isBlank() ? "Without a name" : shown, born);
  }
}
