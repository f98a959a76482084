package dev.mortar.storage.sealing;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.param.HasParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import dev.mortar.storage.StorageInterceptor;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * HAPI keeps what was searched for, as it was asked, so that the next page is found. A search for a
 * sensitive identifier has few hits and is answered at once, with nothing kept.
 */
@Interceptor
final class IdentifierSearches implements StorageInterceptor {
  private static final String IDENTIFIER = "identifier";
  private static final int MOST_HITS = 1000;

  private final Sensitive sensitive;
  private final boolean enabled;

  IdentifierSearches(Sensitive sensitive, boolean enabled) {
    this.sensitive = sensitive;
    this.enabled = enabled;
  }

  @Hook(Pointcut.STORAGE_PRESEARCH_REGISTERED)
  public void search(SearchParameterMap parameters) {
    if (enabled
        && !parameters.isLoadSynchronous()
        && parameters.entrySet().stream().anyMatch(this::asks)) {
      parameters.setLoadSynchronousUpTo(MOST_HITS);
    }
  }

  private boolean asks(Entry<String, List<List<IQueryParameterType>>> parameter) {
    return parameter.getValue().stream()
        .flatMap(List::stream)
        .anyMatch(
            one ->
                switch (one) {
                  case TokenParam token ->
                      isOne(parameter.getKey())
                          && isSensitive(
                              token.getSystem() == null || token.getSystem().isEmpty()
                                  ? String.valueOf(token.getValue())
                                  : token.getSystem() + '|' + token.getValue());
                  case ReferenceParam reference ->
                      isOne(reference.getChain()) && isSensitive(reference.getValue());
                  case HasParam has ->
                      isOne(has.getParameterName()) && isSensitive(has.getParameterValue());
                  default -> false;
                });
  }

  /** A number with its hyphens may be one by its type, whatever its system. */
  private boolean isSensitive(@Nullable String token) {
    if (token == null) {
      return false;
    }
    List<String> parts = List.of(token.split("\\|", -1));
    return sensitive.isAskedFor(parts) || Sensitive.isWritten(parts.getLast());
  }

  static boolean isOne(@Nullable String parameter) {
    return parameter != null && parameter.toLowerCase(Locale.ROOT).contains(IDENTIFIER);
  }

  /** Whether it is about identifiers, whatever its name. */
  static boolean isOne(RuntimeSearchParam parameter) {
    return isOne(parameter.getName()) || isOne(parameter.getPath());
  }
}
