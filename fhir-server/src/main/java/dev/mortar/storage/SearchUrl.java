package dev.mortar.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.SortOrderEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.util.UrlUtil;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/** Reads a FHIR search as it would stand in a URL, including {@code _sort} and includes. */
final class SearchUrl {
  private final FhirContext fhir;
  private final MatchUrlService matchUrls;

  SearchUrl(FhirContext fhir, MatchUrlService matchUrls) {
    this.fhir = fhir;
    this.matchUrls = matchUrls;
  }

  /**
   * @param query without the type and the question mark
   */
  SearchParameterMap parse(Class<? extends IBaseResource> type, String query) {
    var definition = fhir.getResourceDefinition(type);
    var map =
        matchUrls.translateMatchUrl(
            definition.getName() + "?" + query, definition, MatchUrlService.processIncludes());
    String[] orders = UrlUtil.parseQueryString(query).get(Constants.PARAM_SORT);
    if (orders != null) {
      map.setSort(sort(List.of(String.join(",", orders).split(",", -1))));
    }
    return map;
  }

  private static @Nullable SortSpec sort(List<String> orders) {
    SortSpec rest = null;
    for (String order : orders.reversed()) {
      rest =
          order.startsWith("-")
              ? new SortSpec(order.substring(1), SortOrderEnum.DESC, rest)
              : new SortSpec(order, SortOrderEnum.ASC, rest);
    }
    return rest;
  }
}
