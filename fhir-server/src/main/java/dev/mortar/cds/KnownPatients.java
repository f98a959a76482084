package dev.mortar.cds;

import dev.mortar.security.EhrPatients;
import dev.mortar.security.HookReading;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/** Finds the patient whom an EHR means among ours, by the identifiers that it may ask by. */
final class KnownPatients {
  private final Prefetch prefetch;
  private final EhrPatients patients;
  private final HookReading reading;

  KnownPatients(Prefetch prefetch, EhrPatients patients, HookReading reading) {
    this.prefetch = prefetch;
    this.patients = patients;
    this.reading = reading;
  }

  /** Empty if nobody, or more than one, is meant; and if whoever asks may not know. */
  Optional<Known> of(HookRequest request) {
    Patient there = prefetch.patient(request);
    Set<String> systems = request.client().identifiers();
    Predicate<Resource> shows = reading.of(request.client(), request.userId());
    return patients
        .sameAs(
            there.getIdentifier().stream()
                .filter(one -> one.hasSystem() && systems.contains(one.getSystem()))
                .toList())
        .filter(shows)
        .map(patient -> new Known(patient.getIdElement().getIdPart(), shows));
  }

  /**
   * @param id of the patient here
   * @param shows what may be told of
   */
  record Known(String id, Predicate<Resource> shows) {}
}
