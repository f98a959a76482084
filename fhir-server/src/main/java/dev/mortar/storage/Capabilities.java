package dev.mortar.storage;

import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.util.FhirTerser;
import dev.mortar.ig.Canonicals;
import org.hl7.fhir.instance.model.api.IBaseConformance;

/** What {@code /metadata} tells: HAPI's account of the interactions, and the guide they follow. */
final class Capabilities extends JpaCapabilityStatementProvider {
  Capabilities(
      RestfulServer server,
      IFhirSystemDao<?, ?> systemDao,
      JpaStorageSettings settings,
      ISearchParamRegistry registry,
      IValidationSupport validation) {
    super(server, systemDao, settings, registry, validation);
    setImplementationDescription("Mortar, integration server for pharmacies");
  }

  @Override
  protected void postProcess(FhirTerser terser, IBaseConformance statement) {
    super.postProcess(terser, statement);
    terser.addElement(statement, "implementationGuide", Canonicals.GUIDE);
  }
}
