package dev.mortar.storage.sealing;

import ca.uhn.fhir.context.RuntimeResourceDefinition;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryMatchResult;
import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryResourceMatcher;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * Asks a resource in memory for both forms of an identifier, as the database is asked: a
 * conditional create must fit its own URL, and a subscription its criteria.
 */
class SealedMatcher extends InMemoryResourceMatcher {
  private final Sealing sealing;

  SealedMatcher(Sealing sealing) {
    this.sealing = sealing;
  }

  @Override
  public InMemoryMatchResult match(
      SearchParameterMap parameters,
      @Nullable IBaseResource resource,
      RuntimeResourceDefinition type,
      @Nullable ResourceIndexedSearchParams index) {
    return super.match(
        resource != null && parameters.keySet().stream().anyMatch(IdentifierSearches::isOne)
            ? both(parameters)
            : parameters,
        resource,
        type,
        index);
  }

  private SearchParameterMap both(SearchParameterMap parameters) {
    SearchParameterMap both = parameters.clone();
    both.entrySet().stream()
        .filter(parameter -> IdentifierSearches.isOne(parameter.getKey()))
        .forEach(
            parameter ->
                parameter.setValue(
                    parameter.getValue().stream().map(any -> BothForms.of(any, sealing)).toList()));
    return both;
  }
}
