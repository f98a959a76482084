package dev.mortar.storage.sealing;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.searchparam.fulltext.FullTextExtractionRequest;
import ca.uhn.fhir.jpa.searchparam.fulltext.FullTextExtractionResponse;
import dev.mortar.storage.StorageInterceptor;
import org.hl7.fhir.r4.model.Base;
import org.jspecify.annotations.Nullable;

/** The full-text index holds no sensitive values: it lies beside the database as plain files. */
@Interceptor
final class SealedWords implements StorageInterceptor {
  private final Sealing sealing;

  SealedWords(Sealing sealing) {
    this.sealing = sealing;
  }

  @Hook(value = Pointcut.JPA_INDEX_EXTRACT_FULLTEXT_CONTENT, order = -1)
  public @Nullable FullTextExtractionResponse content(FullTextExtractionRequest request) {
    return answer(request);
  }

  @Hook(value = Pointcut.JPA_INDEX_EXTRACT_FULLTEXT_TEXT, order = -1)
  public @Nullable FullTextExtractionResponse narrative(FullTextExtractionRequest request) {
    return answer(request);
  }

  /** Null leaves the answer to the others. */
  private @Nullable FullTextExtractionResponse answer(FullTextExtractionRequest request) {
    return !request.isDelete() && request.getResource() instanceof Base resource
        ? sealing
            .wordsWithout(resource, request::getDefaultString)
            .map(FullTextExtractionResponse::indexPayload)
            .orElse(null)
        : null;
  }
}
