package dev.mortar.security;

import dev.mortar.access.Caller;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Decision.Within;
import dev.mortar.access.Interaction;
import dev.mortar.access.Scopes;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Patients;
import dev.mortar.authorization.Tokens;
import dev.mortar.store.FhirStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Patient;

/** Patients of the store, as far as the chooser reaches them. */
final class StorePatients implements Patients {
  private static final Scopes READING = Scopes.parse("user/Patient.rs");
  private static final int SHOWN = 20;
  private static final int LONGEST = 100;

  private final FhirStore store;
  private final ReadRules rules;
  private final Standings standings;

  StorePatients(FhirStore store, ReadRules rules, Standings standings) {
    this.store = store;
    this.rules = rules;
    this.standings = standings;
  }

  @Override
  public List<Choice> find(Account chooser, String name) {
    if (name.length() > LONGEST) {
      return List.of();
    }
    Set<Constraint> constraints = constraints(chooser, Interaction.SEARCH);
    StringBuilder query = new StringBuilder("name=").append(encode(name.replace(",", " ")));
    for (Constraint constraint : constraints) {
      if (constraint instanceof Within bounds) {
        query.append('&').append(bounds.key()).append('=').append(encode(bounds.anyOf()));
      }
    }
    return store.search(Patient.class, query.toString(), SHOWN).stream()
        .filter(patient -> rules.satisfies(patient, constraints))
        .map(StorePatients::choice)
        .toList();
  }

  @Override
  public Optional<Choice> get(Account chooser, String id) {
    return id.matches("[A-Za-z0-9.-]{1,64}")
        ? store
            .find(Patient.class, id)
            .filter(found -> rules.satisfies(found, constraints(chooser, Interaction.READ)))
            .map(StorePatients::choice)
        : Optional.empty();
  }

  private Set<Constraint> constraints(Account chooser, Interaction interaction) {
    Caller caller =
        new Caller(
            chooser.username(),
            chooser.role(),
            Optional.of(chooser.fhirUser()),
            chooser.patientId(),
            READING,
            Tokens.OWN_PAGES);
    return rules.require(caller.with(standings.of(caller)), "Patient", interaction);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
