package dev.mortar.storage;

import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.util.FhirTerser;
import dev.mortar.ig.Canonicals;
import java.net.URI;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.UriType;

/**
 * What {@code /metadata} tells: HAPI's account of the interactions, the guide they follow, and
 * where subscriptions are heard.
 */
final class Capabilities extends JpaCapabilityStatementProvider {
  private static final String WEBSOCKET =
      "http://hl7.org/fhir/StructureDefinition/capabilitystatement-websocket";

  private final URI socket;

  Capabilities(
      RestfulServer server,
      IFhirSystemDao<?, ?> systemDao,
      JpaStorageSettings settings,
      ISearchParamRegistry registry,
      IValidationSupport validation,
      URI socket) {
    super(server, systemDao, settings, registry, validation);
    this.socket = socket;
    setImplementationDescription("Mortar, integration server for pharmacies");
  }

  @Override
  protected void postProcess(FhirTerser terser, IBaseConformance statement) {
    super.postProcess(terser, statement);
    terser.addElement(statement, "implementationGuide", Canonicals.GUIDE);
    if (statement instanceof CapabilityStatement capabilities) {
      capabilities.getRestFirstRep().addExtension(WEBSOCKET, new UriType(socket));
    }
  }
}
