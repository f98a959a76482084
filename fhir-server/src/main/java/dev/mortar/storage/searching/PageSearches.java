package dev.mortar.storage.searching;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.svc.ISearchCoordinatorSvc;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.CacheControlDirective;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IPagingProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import dev.mortar.storage.searching.Attempt.MoreThanAPage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * HAPI's searches, but those whose results fit on the page that was asked for are answered at once.
 * HAPI would write down each search with all its results, so that further pages show the same; here
 * there are none. What finds more goes HAPI's way.
 */
final class PageSearches implements ISearchCoordinatorSvc<JpaPid> {
  /** These go another way through the full-text index, which takes parameters out of the search. */
  private static final Set<String> FULL_TEXT =
      Set.of(Constants.PARAM_CONTENT, Constants.PARAM_TEXT, Constants.PARAM_FILTER);

  private final ISearchCoordinatorSvc<JpaPid> hapi;
  private final Supplier<IPagingProvider> paging;
  private final Outgrown outgrown = new Outgrown();

  PageSearches(ISearchCoordinatorSvc<JpaPid> hapi, Supplier<IPagingProvider> paging) {
    this.hapi = hapi;
    this.paging = paging;
  }

  @Override
  public IBundleProvider registerSearch(
      IFhirResourceDao<?> dao,
      SearchParameterMap asked,
      String type,
      @Nullable CacheControlDirective cache,
      @Nullable RequestDetails request) {
    if (!isPlain(asked, cache, request)) {
      return hapi.registerSearch(dao, asked, type, cache, request);
    }
    int most = pageSize(asked);
    String kind = type + new TreeSet<>(asked.keySet()) + most;
    if (!outgrown.isWorthATry(kind)) {
      return paged(hapi.registerSearch(dao, asked, type, cache, request), asked, most);
    }
    var attempt = new Attempt(most);
    try {
      IBundleProvider page =
          ScopedValue.where(Attempt.CURRENT, attempt)
              .call(() -> hapi.registerSearch(dao, asked, type, noMoreThan(most + 1), request));
      outgrown.remove(kind);
      return new WholePage(page, attempt.matches(), UUID.randomUUID().toString());
    } catch (MoreThanAPage more) {
      outgrown.add(kind);
      return paged(hapi.registerSearch(dao, asked, type, cache, request), asked, most);
    }
  }

  /**
   * Some searches must not be written down, and an interceptor has said so; they have no next page.
   * What does not fit must not be left out in silence.
   */
  private static IBundleProvider paged(IBundleProvider found, SearchParameterMap asked, int most) {
    Integer size = asked.isLoadSynchronous() ? found.size() : Integer.valueOf(0);
    if (size == null || size > most) {
      throw new InvalidRequestException(
          "This search finds more than a page, and has no second one: what it asks for is not kept."
              + " Ask with a larger _count, or by the id of what you have found.");
    }
    return found;
  }

  private static boolean isPlain(
      SearchParameterMap asked,
      @Nullable CacheControlDirective cache,
      @Nullable RequestDetails request) {
    return request instanceof ServletRequestDetails
        && request.getRestOperationType() == RestOperationTypeEnum.SEARCH_TYPE
        && (cache == null || !cache.isNoStore())
        && !asked.isLoadSynchronous()
        && !asked.isOffsetQuery()
        && asked.getEverythingMode() == null
        && asked.getSearchTotalMode() == null
        && asked.getSummaryMode() != SummaryEnum.COUNT
        && (asked.getCount() == null || asked.getCount() > 0)
        && FULL_TEXT.stream().noneMatch(asked::containsKey)
        && !TransactionSynchronizationManager.isActualTransactionActive();
  }

  private int pageSize(SearchParameterMap asked) {
    return asked.getCount() == null
        ? paging.get().getDefaultPageSize()
        : Math.min(asked.getCount(), paging.get().getMaximumPageSize());
  }

  private static CacheControlDirective noMoreThan(int most) {
    return new CacheControlDirective().setNoStore(true).setMaxResults(most);
  }

  @Override
  public void cancelAllActiveSearches() {
    hapi.cancelAllActiveSearches();
  }

  @Override
  public List<JpaPid> getResources(
      String id, int from, int to, @Nullable RequestDetails request, RequestPartitionId partition) {
    return hapi.getResources(id, from, to, request, partition);
  }

  @Override
  public Optional<Integer> getSearchTotal(
      String id, @Nullable RequestDetails request, RequestPartitionId partition) {
    return hapi.getSearchTotal(id, request, partition);
  }
}
