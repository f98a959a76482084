package dev.mortar.store;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.store.ResourceStored.Change;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Resources in memory. A search knows references, tokens, dates with a prefix and {@code :not}, on
 * the elements that the work searches by.
 */
public final class MemoryFhirStore implements FhirStore {
  private static final Map<String, String> ELEMENTS =
      Map.of(
          "patient", "subject | patient | for | participant.actor",
          "role", "code",
          "based-on", "basedOn",
          "date", "start | period.start | effective",
          "whenhandedover", "whenHandedOver");

  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final List<StoredListener> listeners = new ArrayList<>();
  private final Expressions expressions;
  private final Clock clock;

  public MemoryFhirStore(FhirContext context, Clock clock) {
    this.expressions = new Expressions(context);
    this.clock = clock;
  }

  public void tells(StoredListener listener) {
    listeners.add(listener);
  }

  @Override
  public synchronized <T extends Resource> Optional<T> find(Class<T> type, String id) {
    return Optional.ofNullable(resources.get(type.getSimpleName() + "/" + id))
        .map(Resource::copy)
        .map(type::cast);
  }

  @Override
  public synchronized <T extends Resource> List<T> search(Class<T> type, String query, int limit) {
    return resources.values().stream()
        .filter(type::isInstance)
        .filter(resource -> matches(resource, query))
        .map(Resource::copy)
        .map(type::cast)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized <T extends Resource> T save(T resource) {
    var id = resource.hasId() ? resource.getIdPart() : UUID.randomUUID().toString();
    var key = resource.fhirType() + "/" + id;
    var before = resources.get(key);
    var version = before == null ? 1 : Long.parseLong(before.getMeta().getVersionId()) + 1;
    var expected = resource.getMeta().getVersionId();
    if (before != null && expected != null && Long.parseLong(expected) != version - 1) {
      throw new StaleVersionException(key);
    }
    resource.setId(key);
    if (!resource.hasMeta()) {
      resource.setMeta(new Meta());
    }
    resource.getMeta().setVersionId(Long.toString(version));
    resources.put(key, resource.copy());
    var change = before == null ? Change.CREATED : Change.UPDATED;
    var stored = new ResourceStored(resource.fhirType(), id, version, change, clock.instant());
    listeners.stream()
        .filter(listener -> listener.types().contains(resource.fhirType()))
        .forEach(listener -> listener.stored(List.of(stored)));
    return resource;
  }

  @Override
  public Bundle transact(Bundle transaction) {
    transaction.getEntry().forEach(entry -> save(entry.getResource()));
    return transaction;
  }

  /** All or nothing, on one thread. */
  @Override
  public synchronized <T> T atomically(Supplier<T> work) {
    var before = new LinkedHashMap<>(resources);
    try {
      return work.get();
    } catch (RuntimeException | Error failed) {
      resources.clear();
      resources.putAll(before);
      throw failed;
    }
  }

  private boolean matches(Resource resource, String query) {
    return Arrays.stream(query.split("&"))
        .filter(part -> !part.isEmpty() && !part.startsWith("_sort"))
        .allMatch(part -> matches(resource, part.split("=", 2)));
  }

  private boolean matches(Resource resource, String[] parameter) {
    var name = parameter[0].replace(":not", "");
    var value = URLDecoder.decode(parameter[1].replace("+", "%2B"), StandardCharsets.UTF_8);
    var found = expressions.all(resource, ELEMENTS.getOrDefault(name, name), Map.of());
    var any =
        Arrays.stream(value.split(","))
            .anyMatch(wanted -> found.stream().anyMatch(each -> matches(each, wanted)));
    return any != parameter[0].endsWith(":not");
  }

  private static boolean matches(Base found, String wanted) {
    return switch (found) {
      case Reference reference -> wanted.equals(reference.getReference());
      case CodeableConcept concept ->
          concept.getCoding().stream().anyMatch(coding -> matches(coding, wanted));
      case Coding coding -> wanted.equals(coding.getCode()) || wanted.equals(token(coding));
      default -> matches(String.valueOf(found.primitiveValue()), wanted);
    };
  }

  private static String token(Coding coding) {
    return coding.getSystem() + "|" + coding.getCode();
  }

  private static boolean matches(String found, String wanted) {
    if (wanted.startsWith("ge")) {
      return found.compareTo(wanted.substring(2)) >= 0;
    }
    if (wanted.startsWith("le")) {
      return found.compareTo(wanted.substring(2)) <= 0;
    }
    return wanted.startsWith("lt")
        ? found.compareTo(wanted.substring(2)) < 0
        : found.equals(wanted);
  }
}
