package dev.mortar.security;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Patients;
import dev.mortar.ehr.SmartException;
import dev.mortar.ehr.SmartSession;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which page of ours shows what is open in an EHR. */
final class EhrPlaces {
  static final String START = "/app/";

  private static final Logger LOG = LoggerFactory.getLogger(EhrPlaces.class);

  private final EhrPatients same;
  private final Patients patients;

  EhrPlaces(EhrPatients same, Patients patients) {
    this.same = same;
    this.patients = patients;
  }

  String of(SmartSession session, Account account) {
    if (account.role().kind() == Role.Kind.PATIENT) {
      return START;
    }
    return session
        .patient()
        .flatMap(id -> here(session, id))
        .flatMap(id -> patients.get(account, id))
        .map(patient -> "/app/patients/" + patient.id())
        .orElse("/app/worklist");
  }

  private Optional<String> here(SmartSession session, String id) {
    try {
      Patient there = session.client().read().resource(Patient.class).withId(id).execute();
      return same.sameAs(there.getIdentifier()).map(patient -> patient.getIdElement().getIdPart());
    } catch (SmartException | BaseServerResponseException e) {
      LOG.warn(
          "The patient who is open in the EHR {} cannot be read: {}",
          session.ehr().base().getHost(),
          e.getClass().getSimpleName());
      return Optional.empty();
    }
  }
}
