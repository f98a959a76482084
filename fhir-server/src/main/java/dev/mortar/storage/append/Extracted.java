package dev.mortar.storage.append;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamUri;
import java.sql.Timestamp;
import java.util.Set;

/**
 * What the tables hold of one resource.
 *
 * @param json without id and meta, which the store adds
 * @param time of its creation
 */
record Extracted(
    String type, short typeId, String id, String json, Timestamp time, Parameters found) {
  /** The search parameters, a table each. */
  record Parameters(
      Set<ResourceIndexedSearchParamString> strings,
      Set<ResourceIndexedSearchParamToken> tokens,
      Set<ResourceIndexedSearchParamDate> dates,
      Set<ResourceIndexedSearchParamUri> uris) {}
}
