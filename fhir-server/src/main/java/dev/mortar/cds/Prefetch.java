package dev.mortar.cds;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mortar.ehr.LentAccess;
import java.util.Optional;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.http.HttpStatus;

/**
 * The resources of the EHR that a service needs: sent along, or read there with the token that came
 * along. Whoever sends those of another patient is refused. Nothing of it is stored.
 */
final class Prefetch {
  private final FhirContext fhir;
  private final LentAccess access;

  Prefetch(FhirContext fhir, LentAccess access) {
    this.fhir = fhir;
    this.access = access;
  }

  Patient patient(HookRequest request) {
    return need(request, "patient", Patient.class, request.patientId());
  }

  Encounter encounter(HookRequest request) {
    String id =
        request
            .encounterId()
            .orElseThrow(() -> HookProblem.malformed("encounterId is missing in the context."));
    Encounter encounter = need(request, "encounter", Encounter.class, id);
    String base = request.client().ehr().base().toString();
    IdType subject = new IdType(encounter.getSubject().getReference());
    boolean theirs =
        "Patient".equals(subject.getResourceType())
            && request.patientId().equals(subject.getIdPart())
            && (!subject.hasBaseUrl() || base.equals(subject.getBaseUrl()));
    if (!theirs) {
      throw HookProblem.malformed("The encounter is not of the context's patient.");
    }
    return encounter;
  }

  private <T extends Resource> T need(HookRequest request, String key, Class<T> type, String id) {
    JsonNode sent = request.prefetch().get(key);
    if (sent != null && !"OperationOutcome".equals(sent.path("resourceType").asText())) {
      return parsed(sent.toString(), type)
          .filter(resource -> id.equals(resource.getIdElement().getIdPart()))
          .orElseThrow(
              () ->
                  HookProblem.malformed(
                      "The prefetch " + key + " is not the one that the context names."));
    }
    return request
        .token()
        .flatMap(token -> access.read(request.client().ehr(), type.getSimpleName(), id, token))
        .flatMap(json -> parsed(json, type))
        .filter(resource -> id.equals(resource.getIdElement().getIdPart()))
        .orElseThrow(() -> missing(key));
  }

  private static HookProblem missing(String key) {
    return new HookProblem(
        HttpStatus.PRECONDITION_FAILED,
        "Send the prefetch "
            + key
            + ", or the registered fhirServer and an authorization that allows to read it.");
  }

  private <T extends Resource> Optional<T> parsed(String json, Class<T> type) {
    try {
      return Optional.of(fhir.newJsonParser().parseResource(json))
          .filter(type::isInstance)
          .map(type::cast);
    } catch (DataFormatException unreadable) {
      return Optional.empty();
    }
  }
}
