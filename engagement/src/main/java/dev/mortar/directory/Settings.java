package dev.mortar.directory;

import dev.mortar.ig.Codes.BasicType;
import dev.mortar.store.Cached;
import dev.mortar.store.FhirStore;
import dev.mortar.store.Parts;
import dev.mortar.store.ResourceStored;
import dev.mortar.store.StoredListener;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Basic;

/** Settings that are resources: read once, forgotten when one of them changes. */
public final class Settings implements StoredListener {
  private static final int MOST = 1_000;

  private final Map<BasicType, Cached<List<Basic>>> byType;

  Settings(FhirStore store, Clock clock) {
    this.byType =
        Arrays.stream(BasicType.values())
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    type -> new Cached<>(() -> read(store, type), clock),
                    (first, second) -> first,
                    () -> new EnumMap<>(BasicType.class)));
  }

  private static List<Basic> read(FhirStore store, BasicType type) {
    return store.search(Basic.class, "code=" + type.system() + "|" + type.code(), MOST);
  }

  /** All of one type, in no particular order; not to be changed. */
  public List<Basic> all(BasicType type) {
    var cached = byType.get(type);
    return cached == null ? List.of() : cached.get();
  }

  /** The extensions of that canonical in all resources of the type. */
  public List<Parts> parts(BasicType type, String canonical) {
    return all(type).stream()
        .flatMap(basic -> basic.getExtensionsByUrl(canonical).stream())
        .map(Parts::new)
        .toList();
  }

  @Override
  public Set<String> types() {
    return Set.of("Basic");
  }

  @Override
  public void stored(List<ResourceStored> changes) {
    byType.values().forEach(Cached::forget);
  }
}
