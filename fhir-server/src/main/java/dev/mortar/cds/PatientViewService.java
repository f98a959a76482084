package dev.mortar.cds;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code POST /cds-services/pe-follow-up}, when a chart is opened: what the pharmacy has still to
 * do for the patient, missed appointments and late refills among it, and results that nobody has
 * followed up.
 */
final class PatientViewService implements HookService {
  private static final Definition DEFINITION =
      new Definition(
          "patient-view",
          "Open follow-ups of the pharmacy",
          "Shows open follow-ups with their priority and reasons, and results not followed up.",
          "pe-follow-up",
          Map.of("patient", "Patient/{{context.patientId}}"));

  private final KnownPatients patients;
  private final TaskCards tasks;
  private final ResultCards results;

  PatientViewService(KnownPatients patients, TaskCards tasks, ResultCards results) {
    this.patients = patients;
    this.tasks = tasks;
    this.results = results;
  }

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(HookRequest request) {
    return patients.of(request).map(this::answer).orElse(Answer.NOTHING);
  }

  private Answer answer(KnownPatients.Known patient) {
    List<Card> cards =
        Stream.concat(tasks.of(patient).stream(), results.of(patient).stream()).toList();
    return new Answer(Optional.of(patient.id()), cards);
  }
}
