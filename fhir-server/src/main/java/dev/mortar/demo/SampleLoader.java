package dev.mortar.demo;

import dev.mortar.ig.GuidePackage;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/** Fills an empty store with the sample pharmacy before the server says that it is ready. */
final class SampleLoader implements ApplicationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(SampleLoader.class);

  private final GuidePackage guide;
  private final FhirStore store;
  private final Clock clock;

  SampleLoader(GuidePackage guide, FhirStore store, Clock clock) {
    this.guide = guide;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (!store.search(Patient.class, "", 1).isEmpty()) {
      return;
    }
    int resources = 0;
    for (Bundle sample : guide.samples(clock.instant())) {
      resources += sample.getEntry().size();
      store.transact(sample);
    }
    LOG.info("Loaded the sample pharmacy: {} resources", resources);
  }
}
