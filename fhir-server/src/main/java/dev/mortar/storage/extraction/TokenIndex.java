package dev.mortar.storage.extraction;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import java.util.Collection;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** What of the tokens of a resource the index keeps. */
public interface TokenIndex {
  /**
   * Changes in place what is not kept as it is.
   *
   * @param tokens all that were found in the resource
   */
  void keep(IBaseResource resource, Collection<BaseResourceIndexedSearchParam> tokens);
}
