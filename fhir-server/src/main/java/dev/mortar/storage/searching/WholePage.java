package dev.mortar.storage.searching;

import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.server.method.ResponsePage;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;

/**
 * All that a search found, on its only page.
 *
 * @param found matches and what is included
 * @param matches how many of them are matches
 */
record WholePage(IBundleProvider found, int matches, String id) implements IBundleProvider {
  @Override
  public List<IBaseResource> getResources(
      int from, int to, ResponsePage.ResponsePageBuilder response) {
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
  public Integer preferredPageSize() {
    return found.preferredPageSize();
  }

  @Override
  public Integer size() {
    return matches;
  }
}
