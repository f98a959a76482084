package dev.mortar.storage.searching;

import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.entity.Search;
import ca.uhn.fhir.jpa.model.search.SearchStatusEnum;
import ca.uhn.fhir.jpa.search.cache.ISearchCacheSvc;
import ca.uhn.fhir.jpa.search.cache.ISearchResultCacheSvc;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import org.springframework.transaction.annotation.Propagation;

/**
 * Writes down what the first page has shown, as HAPI does when it stops before the end: who asks
 * for the next page, has HAPI go on from there and leave out what was shown.
 */
final class WrittenSearches {
  private final IHapiTransactionService transactions;
  private final ISearchCacheSvc searches;
  private final ISearchResultCacheSvc results;

  WrittenSearches(
      IHapiTransactionService transactions,
      ISearchCacheSvc searches,
      ISearchResultCacheSvc results) {
    this.transactions = transactions;
    this.searches = searches;
    this.results = results;
  }

  void write(Attempt attempt, SearchParameterMap asked, RequestDetails request) {
    Search search = attempt.search();
    search.setStatus(SearchStatusEnum.PASSCMPLET);
    search.setSearchParameterMap(asked);
    search.setNumFound(attempt.matches().size());
    transactions
        .withRequest(request)
        .withRequestPartitionId(attempt.partition())
        .withPropagation(Propagation.REQUIRES_NEW)
        .execute(
            () ->
                results.storeResults(
                    searches.save(search, attempt.partition()),
                    List.of(),
                    attempt.matches(),
                    request,
                    attempt.partition()));
  }
}
