package dev.mortar.storage.append;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.cache.IResourceTypeCacheSvc;
import ca.uhn.fhir.jpa.cache.ISearchParamIdentityCacheSvc;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractor;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.jpa.searchparam.extractor.SearchParamExtractorService;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import dev.mortar.storage.Interest;
import dev.mortar.storage.NewResource;
import dev.mortar.storage.NewResources;
import dev.mortar.storage.append.Extracted.Parameters;
import dev.mortar.store.FhirStore;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;

/**
 * Extracts the search parameters by HAPI and writes the rows in batches by JDBC. What has rows of
 * other kinds, such as references, takes HAPI's own way.
 */
final class AppendedResources implements NewResources {
  private final FhirContext fhir;
  private final SearchParamExtractorService extractor;
  private final ISearchParamIdentityCacheSvc identities;
  private final IResourceTypeCacheSvc types;
  private final Rows rows;
  private final FhirStore store;
  private final Interest interest;

  AppendedResources(
      FhirContext fhir,
      SearchParamExtractorService extractor,
      ISearchParamIdentityCacheSvc identities,
      IResourceTypeCacheSvc types,
      Rows rows,
      FhirStore store,
      Interest interest) {
    this.fhir = fhir;
    this.extractor = extractor;
    this.identities = identities;
    this.types = types;
    this.rows = rows;
    this.store = store;
    this.interest = interest;
  }

  @Override
  public void append(List<NewResource> resources) {
    var details = new TransactionDetails();
    List<Extracted> plain = new ArrayList<>();
    List<Resource> others = new ArrayList<>();
    for (NewResource one : resources) {
      extract(one, details).ifPresentOrElse(plain::add, () -> others.add(one.resource()));
    }
    if (!plain.isEmpty()) {
      rows.insert(plain);
    }
    if (!others.isEmpty()) {
      store.transact(transaction(others));
    }
  }

  private Optional<Extracted> extract(NewResource one, TransactionDetails details) {
    Resource resource = one.resource();
    String type = resource.fhirType();
    if (!resource.getMeta().isEmpty() || interest.isAnyoneFor(type)) {
      return Optional.empty();
    }
    var entity = new ResourceTable();
    entity.setResourceType(type);
    ResourceIndexedSearchParams found = ResourceIndexedSearchParams.withSets();
    extractor.extractFromResource(
        RequestPartitionId.allPartitions(),
        SystemRequestDetails.forAllPartitions(),
        found,
        ResourceIndexedSearchParams.withSets(),
        entity,
        resource,
        details,
        true,
        ISearchParamExtractor.ALL_PARAMS);
    String json = withoutId(one);
    if (hasOthers(found) || rows.refuse(json)) {
      return Optional.empty();
    }
    return Optional.of(
        new Extracted(
            type,
            types.getResourceTypeId(type),
            resource.getIdPart(),
            json,
            new Timestamp(details.getTransactionDate().getTime()),
            new Parameters(
                distinct(found.myStringParams),
                distinct(found.myTokenParams),
                distinct(found.myDateParams),
                distinct(found.myUriParams))));
  }

  private static boolean hasOthers(ResourceIndexedSearchParams found) {
    return !(found.myLinks.isEmpty()
        && found.myNumberParams.isEmpty()
        && found.myQuantityParams.isEmpty()
        && found.myQuantityNormalizedParams.isEmpty()
        && found.myCoordsParams.isEmpty()
        && found.myComboStringUniques.isEmpty()
        && found.myComboTokenNonUnique.isEmpty()
        && found.mySearchParamPresentEntities.isEmpty());
  }

  /** As HAPI keeps it: without the id, which has a column of its own. */
  private String withoutId(NewResource one) {
    Resource resource = one.resource();
    String start = "{\"resourceType\":\"" + resource.fhirType() + '"';
    String id = ",\"id\":\"" + resource.getIdPart() + '"';
    if (one.json().startsWith(start + id)) {
      return start + one.json().substring(start.length() + id.length());
    }
    var parser = fhir.newJsonParser();
    parser.setDontEncodeElements(Set.of(resource.fhirType() + ".id"));
    return parser.encodeResourceToString(resource);
  }

  private <T extends BaseResourceIndexedSearchParam> Set<T> distinct(Collection<T> parameters) {
    Set<T> all = new HashSet<>();
    for (T parameter : parameters) {
      parameter.calculateHashes();
      if (all.add(parameter)) {
        identities.findOrCreateSearchParamIdentity(
            parameter.getHashIdentity(), parameter.getResourceType(), parameter.getParamName());
      }
    }
    return all;
  }

  private static Bundle transaction(List<Resource> resources) {
    var bundle = new Bundle().setType(BundleType.TRANSACTION);
    for (Resource resource : resources) {
      bundle
          .addEntry()
          .setResource(resource)
          .getRequest()
          .setMethod(HTTPVerb.PUT)
          .setUrl(resource.fhirType() + "/" + resource.getIdPart());
    }
    return bundle;
  }
}
