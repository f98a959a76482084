package dev.mortar.storage.searching;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorBroadcaster;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.dao.tx.HapiTransactionService;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.partition.IRequestPartitionHelperSvc;
import ca.uhn.fhir.jpa.search.ExceptionService;
import ca.uhn.fhir.jpa.search.ISynchronousSearchSvc;
import ca.uhn.fhir.jpa.search.PersistedJpaBundleProviderFactory;
import ca.uhn.fhir.jpa.search.SearchCoordinatorSvcImpl;
import ca.uhn.fhir.jpa.search.SearchStrategyFactory;
import ca.uhn.fhir.jpa.search.cache.ISearchCacheSvc;
import ca.uhn.fhir.jpa.search.cache.ISearchResultCacheSvc;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.CacheControlDirective;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IPagingProvider;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import dev.mortar.storage.searching.Attempt.MoreThanAPage;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * HAPI's searches, but those whose results fit on the page that was asked for are answered at once.
 * HAPI would write down each search with all its results, so that further pages show the same; here
 * there are none. What finds more goes HAPI's way.
 */
final class PageSearches extends SearchCoordinatorSvcImpl {
  /** These go another way through the full-text index, which takes parameters out of the search. */
  private static final Set<String> FULL_TEXT =
      Set.of(Constants.PARAM_CONTENT, Constants.PARAM_TEXT, Constants.PARAM_FILTER);

  private final IPagingProvider paging;
  private final Outgrown outgrown = new Outgrown();

  PageSearches(
      IPagingProvider paging,
      FhirContext fhir,
      JpaStorageSettings settings,
      IInterceptorBroadcaster interceptors,
      HapiTransactionService transactions,
      ISearchCacheSvc searches,
      ISearchResultCacheSvc results,
      DaoRegistry daos,
      SearchBuilderFactory<JpaPid> builders,
      ISynchronousSearchSvc synchronous,
      PersistedJpaBundleProviderFactory bundles,
      ISearchParamRegistry parameters,
      SearchStrategyFactory strategies,
      ExceptionService exceptions,
      BeanFactory beans,
      IRequestPartitionHelperSvc partitions) {
    super(
        fhir,
        settings,
        interceptors,
        transactions,
        searches,
        results,
        daos,
        new WatchedBuilders(builders),
        synchronous,
        bundles,
        parameters,
        strategies,
        exceptions,
        beans,
        partitions);
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
      return super.registerSearch(dao, asked, type, cache, request);
    }
    int most = pageSize(asked);
    String kind = type + new TreeSet<>(asked.keySet()) + most;
    if (!outgrown.isWorthATry(kind)) {
      return super.registerSearch(dao, asked, type, cache, request);
    }
    var attempt = new Attempt(most);
    try {
      IBundleProvider page =
          ScopedValue.where(Attempt.CURRENT, attempt)
              .call(() -> super.registerSearch(dao, asked, type, noMoreThan(most + 1), request));
      outgrown.remove(kind);
      return new WholePage(page, attempt.matches(), UUID.randomUUID().toString());
    } catch (MoreThanAPage more) {
      outgrown.add(kind);
      return super.registerSearch(dao, asked, type, cache, request);
    }
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
        ? paging.getDefaultPageSize()
        : Math.min(asked.getCount(), paging.getMaximumPageSize());
  }

  private static CacheControlDirective noMoreThan(int most) {
    return new CacheControlDirective().setNoStore(true).setMaxResults(most);
  }
}
