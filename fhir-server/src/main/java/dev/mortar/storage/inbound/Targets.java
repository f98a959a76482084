package dev.mortar.storage.inbound;

import ca.uhn.fhir.util.UrlUtil;
import dev.mortar.hl7.DeliveryException;
import dev.mortar.hl7.FailureKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stored resource of each entry.
 *
 * <p>What came by messages before has the id that is a function of its business identifier, and one
 * query finds all of these. Only the rest is looked up by identifier, with one more query: it may
 * have come by REST under another id.
 */
final class Targets {
  static final String NEW = "urn:uuid:";

  private final StoredResources stored;
  private final Survivors survivors;

  Targets(StoredResources stored, Survivors survivors) {
    this.stored = stored;
    this.survivors = survivors;
  }

  List<Intent> of(Bundle bundle) {
    Set<String> references = new LinkedHashSet<>();
    bundle.getEntry().forEach(entry -> references.add(reference(entry)));
    Map<String, Resource> known = stored.read(references);
    List<Intent> intents = new ArrayList<>(references.size());
    var others = byIdentifier(bundle, known.keySet());
    for (BundleEntryComponent entry : bundle.getEntry()) {
      var own = known.get(reference(entry));
      intents.add(intent(entry, own == null ? other(entry, others) : own));
    }
    return intents;
  }

  private static Intent intent(BundleEntryComponent entry, @Nullable Resource found) {
    String id = found == null ? newId(entry) : found.getIdPart();
    return new Intent(entry.getFullUrl(), entry.getResource(), id, found);
  }

  /** What a message says of a retired patient number belongs to who survived the merge. */
  Intent standingIn(Intent intent) {
    return intent.stored() instanceof Patient patient
        ? intent.standingIn(survivors.of(patient).getIdPart())
        : intent;
  }

  private Map<Identified, List<Resource>> byIdentifier(Bundle bundle, Set<String> known) {
    Set<Identified> wanted = new LinkedHashSet<>();
    for (BundleEntryComponent entry : bundle.getEntry()) {
      if (!known.contains(reference(entry))) {
        identifier(entry).ifPresent(wanted::add);
      }
    }
    return wanted.isEmpty() ? Map.of() : stored.byIdentifier(wanted);
  }

  private static @Nullable Resource other(
      BundleEntryComponent entry, Map<Identified, List<Resource>> others) {
    List<Resource> found =
        identifier(entry).map(it -> others.getOrDefault(it, List.of())).orElseGet(List::of);
    List<Resource> current =
        found.stream()
            .filter(it -> !(it instanceof Patient patient && Survivors.isReplaced(patient)))
            .toList();
    if (current.size() > 1) {
      throw new DeliveryException(
          FailureKind.PERMANENT,
          "Several resources of type " + entry.getResource().fhirType() + " share one identifier",
          null);
    }
    return current.stream().findFirst().or(() -> found.stream().findFirst()).orElse(null);
  }

  /** Empty if the mapping names the resource by its id alone. */
  private static Optional<Identified> identifier(BundleEntryComponent entry) {
    String url = entry.getRequest().getUrl();
    int query = url.indexOf('?');
    if (query < 0) {
      return Optional.empty();
    }
    String[] values = UrlUtil.parseQueryString(url.substring(query + 1)).get("identifier");
    if (values == null || values.length != 1) {
      throw new DeliveryException(
          FailureKind.PERMANENT, "A mapped entry names no single identifier", null);
    }
    int bar = values[0].indexOf('|');
    String system = values[0].substring(0, Math.max(bar, 0));
    String type = entry.getResource().fhirType();
    return Optional.of(new Identified(type, system, values[0].substring(bar + 1)));
  }

  private static String reference(BundleEntryComponent entry) {
    return entry.getResource().fhirType() + "/" + newId(entry);
  }

  /** The mapper's full URL holds the id that is a function of the business identifier. */
  private static String newId(BundleEntryComponent entry) {
    return entry.getFullUrl().substring(NEW.length());
  }
}
