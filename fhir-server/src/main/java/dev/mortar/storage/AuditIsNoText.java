package dev.mortar.storage;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.jpa.searchparam.fulltext.FullTextExtractionRequest;
import ca.uhn.fhir.jpa.searchparam.fulltext.FullTextExtractionResponse;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** Nobody looks for the words of audit events, and they would be most of the full-text index. */
@Interceptor
final class AuditIsNoText implements StorageInterceptor {
  private static final String TYPE = "AuditEvent";

  @Hook(Pointcut.JPA_INDEX_EXTRACT_FULLTEXT_CONTENT)
  public FullTextExtractionResponse content(FullTextExtractionRequest request) {
    return answer(request);
  }

  @Hook(Pointcut.JPA_INDEX_EXTRACT_FULLTEXT_TEXT)
  public FullTextExtractionResponse narrative(FullTextExtractionRequest request) {
    return answer(request);
  }

  /** An empty answer would say that there is no such event. */
  @Hook(Pointcut.STORAGE_PRESEARCH_REGISTERED)
  public void search(SearchParameterMap parameters, @Nullable RequestDetails request) {
    if (request != null
        && TYPE.equals(request.getResourceName())
        && (parameters.containsKey(Constants.PARAM_CONTENT)
            || parameters.containsKey(Constants.PARAM_TEXT))) {
      throw new InvalidRequestException(
          "Audit events are not searched by text: use agent, entity, patient, date or type.");
    }
  }

  private static FullTextExtractionResponse answer(FullTextExtractionRequest request) {
    return TYPE.equals(request.getResourceType())
        ? FullTextExtractionResponse.doNotIndex()
        : FullTextExtractionResponse.indexNormally();
  }
}
