package dev.mortar.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.jpa.config.r4.FhirContextR4Config;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Reads what FHIR R4 itself defines (34 MB of XML and JSON) on a thread of its own, from the first
 * moment of the program: the store needs it before it can index anything, and Spring keeps the main
 * thread busy until then.
 *
 * <p>HAPI keeps the definitions once for the whole program, so whoever asks later finds them.
 */
final class StandardReading {
  private final FhirContext fhir;
  private final FutureTask<Boolean> reading = new FutureTask<>(this::read, true);

  private StandardReading(FhirContext fhir) {
    this.fhir = fhir;
  }

  private static StandardReading start() {
    var standard =
        new StandardReading(FhirContextR4Config.configureFhirContext(FhirContext.forR4Cached()));
    Thread.ofPlatform().daemon().name("standard-definitions").start(standard.reading);
    return standard;
  }

  FhirContext fhir() {
    return fhir;
  }

  /** Waits until everything is read; fails the start if that failed. */
  void await() {
    try {
      reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the definitions of R4 were read", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The definitions of R4 cannot be read", e.getCause());
    }
  }

  private void read() {
    var definitions = new DefaultProfileValidationSupport(fhir);
    definitions.fetchAllStructureDefinitions();
    fhir.getResourceTypes().forEach(fhir::getResourceDefinition);
    definitions.fetchAllSearchParameters();
  }

  /** Named in {@code META-INF/spring.factories}; it runs before the beans are looked for. */
  static final class Starter
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext application) {
      application.getBeanFactory().registerSingleton("standardReading", start());
    }
  }
}
