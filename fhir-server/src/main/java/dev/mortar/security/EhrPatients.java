package dev.mortar.security;

import ca.uhn.fhir.rest.param.ParameterUtil;
import dev.mortar.store.FhirStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;

/**
 * Which patient of ours is one of an EHR. Patients have other ids there; the two records are one
 * person's if they share an identifier, and it is nobody else's.
 */
public final class EhrPatients {
  private static final int MOST_IDENTIFIERS = 20;

  private final FhirStore store;

  EhrPatients(FhirStore store) {
    this.store = store;
  }

  public Optional<Patient> sameAs(List<Identifier> identifiers) {
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
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static String escape(String text) {
    return ParameterUtil.escape(text);
  }
}
