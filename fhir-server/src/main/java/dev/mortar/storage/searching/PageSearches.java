package dev.mortar.storage.searching;

import ca.uhn.fhir.interceptor.api.IInterceptorBroadcaster;
import ca.uhn.fhir.interceptor.api.Pointcut;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * HAPI's searches, but the first page is answered by one query that ends at its end. If there is no
 * more, nothing is written down; else what was shown is, so that HAPI goes on from there when the
 * next page is asked for.
 */
final class PageSearches implements ISearchCoordinatorSvc<JpaPid> {
  /** These go another way through the full-text index, which takes parameters out of the search. */
  private static final Set<String> FULL_TEXT =
      Set.of(Constants.PARAM_CONTENT, Constants.PARAM_TEXT, Constants.PARAM_FILTER);

  private final ISearchCoordinatorSvc<JpaPid> hapi;
  private final Supplier<IPagingProvider> paging;
  private final Supplier<WrittenSearches> written;
  private final IInterceptorBroadcaster interceptors;

  PageSearches(
      ISearchCoordinatorSvc<JpaPid> hapi,
      Supplier<IPagingProvider> paging,
      Supplier<WrittenSearches> written,
      IInterceptorBroadcaster interceptors) {
    this.hapi = hapi;
    this.paging = paging;
    this.written = written;
    this.interceptors = interceptors;
  }

  @Override
  public IBundleProvider registerSearch(
      IFhirResourceDao<?> dao,
      SearchParameterMap asked,
      String type,
      @Nullable CacheControlDirective cache,
      @Nullable RequestDetails request) {
    if (request == null || !isPlain(asked, cache, request)) {
      return hapi.registerSearch(dao, asked, type, cache, request);
    }
    int most = pageSize(asked);
    var attempt = new Attempt(most);
    IBundleProvider page =
        ScopedValue.where(Attempt.CURRENT, attempt)
            .call(() -> hapi.registerSearch(dao, asked, type, noMoreThan(most + 1), request));
    if (!attempt.hasMore()) {
      return new FoundPage(page, attempt.matches().size(), false, UUID.randomUUID().toString());
    }
    if (asked.isLoadSynchronous()) {
      throw new InvalidRequestException(
          "This search finds more than a page, and has no second one: what it asks for is not kept."
              + " Ask with a larger _count, or by the id of what you have found.");
    }
    written.get().write(attempt, asked, request);
    return new FoundPage(page, most, true, attempt.search().getUuid());
  }

  /**
   * An interceptor that hides matches would make holes in the page and in its number; there HAPI
   * knows what to do.
   */
  private boolean isPlain(
      SearchParameterMap asked, @Nullable CacheControlDirective cache, RequestDetails request) {
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
        && !interceptors.hasHooks(Pointcut.STORAGE_PREACCESS_RESOURCES)
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
