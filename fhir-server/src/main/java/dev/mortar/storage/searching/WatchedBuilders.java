package dev.mortar.storage.searching;

import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** HAPI's builders, watched while an {@link Attempt} is made. */
final class WatchedBuilders extends SearchBuilderFactory<JpaPid> {
  @Override
  public ISearchBuilder<JpaPid> newSearchBuilder(
      String type, Class<? extends IBaseResource> resource) {
    ISearchBuilder<JpaPid> builder = super.newSearchBuilder(type, resource);
    return Attempt.CURRENT.isBound() ? Attempt.CURRENT.get().watched(builder) : builder;
  }
}
