package dev.mortar.storage.searching;

import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.server.method.ResponsePage;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * The first page of what a search found, or all of it. How many matches come after a page, nobody
 * has counted.
 *
 * @param found matches and what is included
 * @param matches how many of them are matches
 * @param hasMore whether there is a next page
 * @param id of the search, for the next page
 */
record FoundPage(IBundleProvider found, int matches, boolean hasMore, String id)
    implements IBundleProvider {
  /** One more match than asked for says that there is a next page. */
  @Override
  public List<IBaseResource> getResources(
      int from, int to, ResponsePage.ResponsePageBuilder response) {
    if (hasMore) {
      response.setTotalRequestedResourcesFetched(matches + 1);
    }
    return from == 0 ? getAllResources() : List.of();
  }

  @Override
  public List<IBaseResource> getResources(int from, int to) {
    return getAllResources().subList(from, Math.min(to, getAllResources().size()));
  }

  @Override
  public List<IBaseResource> getAllResources() {
    return found.getResources(0, Integer.MAX_VALUE);
  }

  @Override
  public IPrimitiveType<Date> getPublished() {
    return found.getPublished();
  }

  @Override
  public String getUuid() {
    return id;
  }

  @Override
  public @Nullable Integer preferredPageSize() {
    return found.preferredPageSize();
  }

  @Override
  public @Nullable Integer size() {
    return hasMore ? null : Integer.valueOf(matches);
  }
}
