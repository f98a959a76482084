package dev.mortar.security;

import ca.uhn.fhir.rest.param.ParameterUtil;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Patients;
import dev.mortar.ehr.SmartException;
import dev.mortar.ehr.SmartSession;
import dev.mortar.store.FhirStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which page of ours shows what is open in an EHR. Patients have other ids there; the two records
 * are one person's if they share an identifier, and it is nobody else's.
 */
final class EhrPlaces {
  static final String START = "/app/";

  private static final Logger LOG = LoggerFactory.getLogger(EhrPlaces.class);
  private static final int MOST_IDENTIFIERS = 20;

  private final FhirStore store;
  private final Patients patients;

  EhrPlaces(FhirStore store, Patients patients) {
    this.store = store;
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
      return sameAs(there.getIdentifier());
    } catch (SmartException | BaseServerResponseException e) {
      LOG.warn(
          "The patient who is open in the EHR {} cannot be read: {}",
          session.ehr().base().getHost(),
          e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private Optional<String> sameAs(List<Identifier> identifiers) {
    String wanted =
        identifiers.stream()
            .filter(one -> one.hasSystem() && one.hasValue())
            .limit(MOST_IDENTIFIERS)
            .map(one -> escape(one.getSystem()) + "|" + escape(one.getValue()))
            .collect(Collectors.joining(","));
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    String query = "identifier=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
    List<Patient> found = store.search(Patient.class, query, 2);
    return found.size() == 1
        ? Optional.of(found.getFirst().getIdElement().getIdPart())
        : Optional.empty();
  }

  private static String escape(String text) {
    return ParameterUtil.escape(text);
  }
}
