package dev.mortar.storage.searching;

import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.server.method.ResponsePage;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * The first of several pages. How many there are, nobody has counted.
 *
 * @param found matches and what is included
 * @param matches how many of them are matches
 * @param id of the search, for the next page
 */
record FirstPage(IBundleProvider found, int matches, String id) implements IBundleProvider {
  /** One more match than asked for says that there is a next page. */
  @Override
  public List<IBaseResource> getResources(
      int from, int to, ResponsePage.ResponsePageBuilder response) {
    response.setTotalRequestedResourcesFetched(matches + 1);
    return found.getResources(0, Integer.MAX_VALUE);
  }

  @Override
  public List<IBaseResource> getResources(int from, int to) {
    List<IBaseResource> all = found.getResources(0, Integer.MAX_VALUE);
    return all.subList(from, Math.min(to, all.size()));
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
    return null;
  }
}
