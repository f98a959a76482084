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
 * HAPI keeps what was searched for, as it was asked, so that the next page is found. A search by an
 * identifier has few hits and is answered at once, with nothing kept.
 */
@Interceptor
final class IdentifierSearches implements StorageInterceptor {
  private static final String IDENTIFIER = "identifier";
  private static final int MOST_HITS = 1000;

  @Hook(Pointcut.STORAGE_PRESEARCH_REGISTERED)
  public void search(SearchParameterMap parameters) {
    if (!parameters.isLoadSynchronous() && parameters.entrySet().stream().anyMatch(this::asks)) {
      parameters.setLoadSynchronousUpTo(MOST_HITS);
    }
  }

  private boolean asks(Entry<String, List<List<IQueryParameterType>>> parameter) {
    return parameter.getValue().stream()
        .flatMap(List::stream)
        .anyMatch(
            one ->
                switch (one) {
                  case TokenParam token -> isOne(parameter.getKey()) && hasValue(token);
                  case ReferenceParam reference -> isOne(reference.getChain());
                  case HasParam has -> isOne(has.getParameterName());
                  default -> false;
                });
  }

  private static boolean hasValue(TokenParam token) {
    return token.getValue() != null && !token.getValue().isBlank();
  }

  static boolean isOne(@Nullable String parameter) {
    return parameter != null && parameter.toLowerCase(Locale.ROOT).contains(IDENTIFIER);
  }

  /** Whether it is about identifiers, whatever its name. */
  static boolean isOne(RuntimeSearchParam parameter) {
    return isOne(parameter.getName()) || isOne(parameter.getPath());
  }
}
