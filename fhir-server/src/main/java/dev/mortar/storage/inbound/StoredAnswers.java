package dev.mortar.storage.inbound;

import dev.mortar.hl7.Answerer;
import dev.mortar.mapping.Question;
import dev.mortar.mapping.Question.Wanted;
import dev.mortar.mapping.outward.Replies.Found;
import dev.mortar.mapping.outward.Surroundings;
import dev.mortar.store.FhirStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Resource;

/** Finds by FHIR search what other systems ask by HL7 v2. */
final class StoredAnswers implements Answerer {
  private static final int MOST_CANDIDATES = 10;
  private static final int MOST_IMMUNIZATIONS = 500;

  private final FhirStore store;

  StoredAnswers(FhirStore store) {
    this.store = store;
  }

  @Override
  public Found find(Question question) {
    try {
      return switch (question) {
        case Question.FindPatients(Wanted wanted, int most) -> found(patients(wanted, most));
        case Question.FindIdentifiers(Identifier known, var systems) ->
            found(patients(new Wanted(List.of(known), "", "", "", ""), MOST_CANDIDATES));
        case Question.ImmunizationHistory(Wanted wanted) -> history(wanted);
        case Question.Unusable unusable -> found(List.of());
      };
    } catch (RuntimeException e) {
      throw Failures.of(e);
    }
  }

  /** Identifiers decide; without them name, birth and sex must all fit as far as they are given. */
  private List<Patient> patients(Wanted wanted, int most) {
    List<String> conditions = new ArrayList<>();
    conditions.add("active:not=false");
    if (!wanted.identifiers().isEmpty()) {
      conditions.add(
          "identifier="
              + wanted.identifiers().stream()
                  .map(StoredAnswers::token)
                  .collect(Collectors.joining(",")));
    }
    condition("family", wanted.family(), conditions);
    condition("given", wanted.given(), conditions);
    condition("birthdate", wanted.birthDate(), conditions);
    condition("gender", wanted.gender(), conditions);
    return store.search(Patient.class, String.join("&", conditions), most);
  }

  private static void condition(String name, String value, List<String> conditions) {
    if (!value.isEmpty()) {
      conditions.add(name + "=" + encoded(escaped(value)));
    }
  }

  private static String token(Identifier identifier) {
    String value = escaped(String.valueOf(identifier.getValue()));
    return encoded(identifier.hasSystem() ? escaped(identifier.getSystem()) + "|" + value : value);
  }

  /** What separates in a search must not separate in a value. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|").replace("$", "\\$");
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Of several candidates none is shown more than who they are. */
  private Found history(Wanted wanted) {
    List<Patient> patients = patients(wanted, MOST_CANDIDATES);
    if (patients.size() != 1) {
      return found(patients);
    }
    String patient = "Patient/" + patients.getFirst().getIdElement().getIdPart();
    List<Immunization> immunizations =
        store.search(
            Immunization.class,
            "patient=" + patient + "&status=completed,not-done&_sort=date",
            MOST_IMMUNIZATIONS);
    return new Found(patients, immunizations, around());
  }

  private Found found(List<Patient> patients) {
    return new Found(patients, List.of(), around());
  }

  private Surroundings around() {
    return reference -> {
      String id = reference.getReferenceElement().getIdPart();
      return switch (String.valueOf(reference.getReferenceElement().getResourceType())) {
        case "Practitioner" -> found(Practitioner.class, id);
        case "Organization" -> found(Organization.class, id);
        case "Location" -> found(Location.class, id);
        default -> Optional.empty();
      };
    };
  }

  private <T extends Resource> Optional<Resource> found(Class<T> type, String id) {
    return store.find(type, id).map(Resource.class::cast);
  }
}
