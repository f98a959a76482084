package dev.mortar.storage.sealing;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.dao.data.IResourceSearchUrlDao;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceSearchUrlEntity;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.search.ResourceSearchUrlSvc;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import jakarta.persistence.EntityManager;

/** Keeps of the URL of a conditional create only whether it is the same as another. */
class SealedSearchUrls extends ResourceSearchUrlSvc {
  private final EntityManager entities;
  private final MatchUrlService matchUrls;
  private final FhirContext fhir;
  private final Sealing sealing;

  SealedSearchUrls(
      EntityManager entities,
      IResourceSearchUrlDao urls,
      MatchUrlService matchUrls,
      FhirContext fhir,
      Sealing sealing) {
    super(entities, urls, matchUrls, fhir, new PartitionSettings());
    this.entities = entities;
    this.matchUrls = matchUrls;
    this.fhir = fhir;
    this.sealing = sealing;
  }

  @Override
  public void enforceMatchUrlResourceUniqueness(String type, String url, ResourceTable resource) {
    String sorted =
        matchUrls
            .translateMatchUrl(url, fhir.getResourceDefinition(type))
            .toNormalizedQueryString();
    entities.persist(ResourceSearchUrlEntity.from(sealing.hashed(type + sorted), resource, false));
  }
}
