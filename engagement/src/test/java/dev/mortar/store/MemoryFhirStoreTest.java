package dev.mortar.store;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;

final class MemoryFhirStoreTest extends FhirStoreContract {
  private final FhirStore store = new MemoryFhirStore(FhirContext.forR4Cached(), Clock.systemUTC());

  @Override
  protected FhirStore store() {
    return store;
  }
}
