package dev.mortar.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.jpa.config.r4.FhirContextR4Config;
import dev.mortar.storage.json.ShortJsonContext;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Reads what FHIR R4 itself defines on threads of its own. The store needs the search parameters
 * before it can index anything, so they are read from the first moment of the program, while Spring
 * keeps the main thread busy. The structures (25 MB of XML) are for validation and the few paths
 * that an interpreter follows; they are read once the server is ready, or for whoever asks earlier.
 *
 * <p>HAPI keeps the definitions once for the whole program, so whoever asks later finds them.
 */
final class StandardReading implements ApplicationListener<ApplicationReadyEvent> {
  private final FhirContext fhir;
  private final FutureTask<Boolean> parameters = new FutureTask<>(this::readParameters, true);
  private final FutureTask<Boolean> structures = new FutureTask<>(this::readStructures, true);

  private StandardReading(FhirContext fhir) {
    this.fhir = fhir;
  }

  private static StandardReading start() {
    var standard =
        new StandardReading(FhirContextR4Config.configureFhirContext(new ShortJsonContext()));
    beside(standard.parameters);
    return standard;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    beside(structures);
  }

  private static void beside(FutureTask<Boolean> reading) {
    Thread.ofPlatform().daemon().name("standard-definitions").start(reading);
  }

  FhirContext fhir() {
    return fhir;
  }

  /** Waits until the search parameters are read; fails the start if that failed. */
  void awaitParameters() {
    await(parameters);
  }

  /** Reads the structures, or waits for whoever is reading them. */
  void awaitStructures() {
    structures.run();
    await(structures);
  }

  private static void await(FutureTask<Boolean> reading) {
    try {
      reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the definitions of R4 were read", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The definitions of R4 cannot be read", e.getCause());
    }
  }

  private void readParameters() {
    fhir.getResourceTypes().forEach(fhir::getResourceDefinition);
    new DefaultProfileValidationSupport(fhir).fetchAllSearchParameters();
  }

  private void readStructures() {
    new DefaultProfileValidationSupport(fhir).fetchAllStructureDefinitions();
  }

  /** Named in {@code META-INF/spring.factories}; it runs before the beans are looked for. */
  static final class Starter
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext application) {
      var standard = start();
      application.getBeanFactory().registerSingleton("standardReading", standard);
      application.addApplicationListener(standard);
    }
  }
}
