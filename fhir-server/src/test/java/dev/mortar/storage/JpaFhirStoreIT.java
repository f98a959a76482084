package dev.mortar.storage;

import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import dev.mortar.store.FhirStoreContract;

@ServerTest
class JpaFhirStoreIT extends FhirStoreContract {
  private final FhirStore store;

  JpaFhirStoreIT(TestServer server) {
    this.store = server.bean(FhirStore.class);
  }

  @Override
  protected FhirStore store() {
    return store;
  }
}
