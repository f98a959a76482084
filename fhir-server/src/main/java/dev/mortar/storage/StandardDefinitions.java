package dev.mortar.storage;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/** The definitions of R4, for which the first to ask waits until they are read. */
final class StandardDefinitions extends DefaultProfileValidationSupport {
  private final StandardReading reading;

  StandardDefinitions(StandardReading reading) {
    super(reading.fhir());
    this.reading = reading;
  }

  @Override
  public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
    reading.awaitStructures();
    return super.fetchAllStructureDefinitions();
  }

  @Override
  public @Nullable IBaseResource fetchStructureDefinition(String url) {
    reading.awaitStructures();
    return super.fetchStructureDefinition(url);
  }

  @Override
  public <T extends IBaseResource> @Nullable List<T> fetchAllSearchParameters() {
    reading.awaitParameters();
    return super.fetchAllSearchParameters();
  }
}
