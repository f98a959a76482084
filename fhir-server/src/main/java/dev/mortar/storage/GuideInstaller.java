package dev.mortar.storage;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.model.util.JpaConstants;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import dev.mortar.ig.GuidePackage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.ImplementationGuide.ImplementationGuideDefinitionResourceComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Puts the guide into the store when the program starts, before anything listens to the network.
 *
 * <p>Conformance resources are ours and follow the guide; defaults belong to the pharmacy as soon
 * as they are there, so that one it has changed or deleted stays as it is.
 */
final class GuideInstaller implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(GuideInstaller.class);
  private static final String NAME = "guide";

  private final GuidePackage guide;
  private final DaoRegistry daos;
  private final IHapiTransactionService transactions;
  private final ISearchParamRegistry searchParameters;
  private final Installed installed;
  private volatile Set<String> toReindex = Set.of();
  private volatile boolean running;

  GuideInstaller(
      GuidePackage guide,
      DaoRegistry daos,
      IHapiTransactionService transactions,
      ISearchParamRegistry searchParameters,
      Installed installed) {
    this.guide = guide;
    this.daos = daos;
    this.transactions = transactions;
    this.searchParameters = searchParameters;
    this.installed = installed;
  }

  /** Listeners start in the last phases; the guide must be there before them. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public void start() {
    String fingerprint = GuidePackage.fingerprint();
    if (!installed.is(NAME, fingerprint)) {
      install(fingerprint);
    }
    running = true;
  }

  /** The types whose stored resources must be indexed anew, because the guide has changed. */
  Set<String> toReindex() {
    return toReindex;
  }

  private void install(String fingerprint) {
    List<Resource> conformance = guide.conformance();
    List<Resource> defaults = guide.defaults();
    boolean first = !installed.has(NAME);
    List<SearchParameter> parameters = parameters(conformance);
    atomically(() -> parameters.forEach(this::put));
    // What follows must already be indexed by the guide's own parameters.
    searchParameters.forceRefresh();
    atomically(
        () -> {
          definitions(conformance).forEach(this::put);
          contents(conformance).forEach(this::put);
          defaults.stream().filter(this::isNew).forEach(this::put);
          installed.put(NAME, fingerprint);
        });
    toReindex = first ? Set.of() : bases(parameters);
    LOG.info(
        "Installed the guide: {} definitions, {} defaults", conformance.size(), defaults.size());
  }

  private static List<SearchParameter> parameters(List<Resource> conformance) {
    return conformance.stream()
        .filter(SearchParameter.class::isInstance)
        .map(SearchParameter.class::cast)
        .toList();
  }

  private static List<Resource> definitions(List<Resource> conformance) {
    return conformance.stream()
        .filter(it -> !(it instanceof SearchParameter || it instanceof ImplementationGuide))
        .toList();
  }

  /** The guide's table of contents comes last, and without the examples, which stay in the jar. */
  private static List<ImplementationGuide> contents(List<Resource> conformance) {
    Set<String> stored =
        conformance.stream()
            .map(it -> it.fhirType() + "/" + it.getIdPart())
            .collect(Collectors.toUnmodifiableSet());
    return conformance.stream()
        .filter(ImplementationGuide.class::isInstance)
        .map(ImplementationGuide.class::cast)
        .peek(guide -> guide.getDefinition().getResource().removeIf(it -> !isIn(stored, it)))
        .toList();
  }

  private static boolean isIn(
      Set<String> stored, ImplementationGuideDefinitionResourceComponent content) {
    return stored.contains(content.getReference().getReference());
  }

  private static Set<String> bases(List<SearchParameter> parameters) {
    return parameters.stream()
        .flatMap(parameter -> parameter.getBase().stream())
        .map(CodeType::getCode)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isNew(Resource resource) {
    try {
      dao(resource).read(resource.getIdElement(), asked());
      return false;
    } catch (ResourceGoneException e) {
      return false;
    } catch (ResourceNotFoundException e) {
      return true;
    }
  }

  private void put(Resource resource) {
    dao(resource).update(resource, asked());
  }

  /** HAPI would start a job for every single parameter; one for all comes later. */
  private static SystemRequestDetails asked() {
    var asked = SystemRequestDetails.forAllPartitions();
    asked.getUserData().put(JpaConstants.SKIP_REINDEX_ON_UPDATE, true);
    return asked;
  }

  @SuppressWarnings("unchecked")
  private <T extends Resource> IFhirResourceDao<T> dao(T resource) {
    return (IFhirResourceDao<T>) daos.getResourceDao(resource.fhirType());
  }

  private void atomically(Runnable work) {
    transactions.withSystemRequestOnDefaultPartition().execute(work);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
