package dev.mortar.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;

/**
 * The FHIR resources as the work sees them. Every call acts with the authority of the system;
 * whoever calls on behalf of a person has asked for permission before.
 */
public interface FhirStore {
  /** The newest version, or empty if it never existed or was deleted. */
  <T extends Resource> Optional<T> find(Class<T> type, String id);

  /** The newest versions of those that exist, in no particular order. */
  default <T extends Resource> List<T> find(Class<T> type, Collection<String> ids) {
    return ids.stream().distinct().flatMap(id -> find(type, id).stream()).toList();
  }

  /**
   * @param query a FHIR search without the type: {@code
   *     patient=Patient/1&status=ready&_sort=-priority-score}
   * @param limit 1 to 1000
   */
  <T extends Resource> List<T> search(Class<T> type, String query, int limit);

  /**
   * Creates the resource if it has no id, else creates or updates it under its id. If its {@code
   * meta.versionId} is set, the stored version must be that one.
   *
   * @throws StaleVersionException if another version is stored
   */
  <T extends Resource> T save(T resource);

  /** Applies a FHIR transaction and returns its response. */
  Bundle transact(Bundle transaction);

  /**
   * Runs the work in one database transaction: its saves and its due work stand or fall together.
   */
  <T> T atomically(Supplier<T> work);

  /** Someone else changed the resource in between: read it again. */
  final class StaleVersionException extends RuntimeException {
    public StaleVersionException(String message) {
      super(message);
    }
  }
}
