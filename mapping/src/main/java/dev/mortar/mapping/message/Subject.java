package dev.mortar.mapping.message;

import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Whom the rest of a message is about.
 *
 * @param key the patient's business identifier, for deterministic ids; empty if there is no patient
 */
record Subject(@Nullable Reference patient, String key, @Nullable Reference encounter) {
  static final Subject NOBODY = new Subject(null, "", null);

  Subject at(@Nullable Reference visit) {
    return new Subject(patient, key, visit);
  }
}
