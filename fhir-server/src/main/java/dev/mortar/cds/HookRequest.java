package dev.mortar.cds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mortar.ehr.HookClient;
import java.util.Map;
import java.util.Optional;

/**
 * A call, as far as every service needs it.
 *
 * @param client who proved to call
 * @param userId who asks there, as {@code Practitioner/7}
 * @param patientId the patient's id there
 * @param encounterId the encounter's id there, if the hook names one
 * @param token to read the EHR's FHIR with, and nothing else
 */
record HookRequest(
    HookClient client,
    String hook,
    String userId,
    String patientId,
    Optional<String> encounterId,
    Optional<String> token,
    Map<String, JsonNode> prefetch) {

  HookRequest {
    prefetch = Map.copyOf(prefetch);
  }

  /** What is in it stays out of logs. */
  @Override
  public String toString() {
    return "HookRequest[" + hook + "]";
  }
}
