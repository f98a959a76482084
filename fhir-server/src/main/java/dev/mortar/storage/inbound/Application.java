package dev.mortar.storage.inbound;

import dev.mortar.mapping.Entries;
import dev.mortar.store.FhirStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;

/**
 * Applies the transaction of one message inside the running database transaction: finds what each
 * entry is about, leaves what a newer event or a further result has set, lays the rest over what is
 * stored, and stores only what that changed.
 */
final class Application {
  /** Types whose status only ever rises. */
  private static final Set<String> RESULTS = Set.of("Observation", "DiagnosticReport");

  private final FhirStore store;
  private final Targets targets;
  private final References references;
  private final Overlay overlay;
  private final EventTimes eventTimes;
  private final Repointing repointing;

  Application(
      FhirStore store,
      Targets targets,
      References references,
      Overlay overlay,
      EventTimes eventTimes,
      Repointing repointing) {
    this.store = store;
    this.targets = targets;
    this.references = references;
    this.overlay = overlay;
    this.eventTimes = eventTimes;
    this.repointing = repointing;
  }

  void apply(Bundle bundle) {
    if (bundle.getEntry().isEmpty()) {
      return;
    }
    List<Intent> intents = targets.of(bundle);
    Map<String, Instant> known =
        eventTimes.of(intents.stream().map(Intent::reference).distinct().toList());
    Map<String, String> resolved = new HashMap<>();
    intents.forEach(intent -> resolved.put(intent.fullUrl(), intent.reference()));
    List<Intent> current =
        intents.stream()
            .filter(it -> isCurrent(it, known) && !isMergedIntoItself(it, resolved))
            .toList();
    put(changes(current, resolved));
    eventTimes.put(times(current), known);
    current.forEach(this::repoint);
  }

  private List<Resource> changes(List<Intent> current, Map<String, String> resolved) {
    List<Resource> changes = new ArrayList<>(current.size());
    for (Intent intent : current) {
      references.redirect(intent.mapped(), resolved);
      change(intent).ifPresent(changes::add);
    }
    return changes;
  }

  private Optional<Resource> change(Intent intent) {
    Resource stored = intent.stored();
    Resource result = stored == null ? intent.mapped() : overlay.lay(intent.mapped(), stored);
    if (stored != null && result.equalsDeep(stored)) {
      return Optional.empty();
    }
    result.setId(new IdType(result.fhirType(), intent.id()));
    return Optional.of(result);
  }

  private static boolean isCurrent(Intent intent, Map<String, Instant> known) {
    if (intent.redirected()) {
      return false;
    }
    Instant newest = known.get(intent.reference());
    boolean late =
        newest != null && Entries.eventTime(intent.mapped()).filter(newest::isAfter).isPresent();
    return !late && mayReplace(intent);
  }

  private static boolean mayReplace(Intent intent) {
    Resource stored = intent.stored();
    return stored == null
        || !RESULTS.contains(stored.fhirType())
        || Entries.mayReplace(status(stored), status(intent.mapped()));
  }

  /** Of two patients that are merged into each other, the first merge stands. */
  private static boolean isMergedIntoItself(Intent intent, Map<String, String> resolved) {
    return intent.mapped() instanceof Patient patient
        && Survivors.replacement(patient)
            .map(survivor -> resolved.getOrDefault(survivor, survivor))
            .filter(intent.reference()::equals)
            .isPresent();
  }

  private static String status(Resource resource) {
    Property status = resource.getNamedProperty("status");
    if (status == null) {
      return "";
    }
    return status.getValues().stream().map(Base::primitiveValue).findFirst().orElse("");
  }

  private static Map<String, Instant> times(List<Intent> intents) {
    Map<String, Instant> times = new HashMap<>();
    for (Intent intent : intents) {
      Entries.eventTime(intent.mapped()).ifPresent(time -> times.put(intent.reference(), time));
    }
    return times;
  }

  private void repoint(Intent intent) {
    if (intent.mapped() instanceof Patient loser) {
      Survivors.replacement(loser)
          .map(survivor -> new IdType(survivor).getIdPart())
          .ifPresent(survivor -> put(repointing.changes(intent.id(), survivor)));
    }
  }

  private void put(List<Resource> changes) {
    if (changes.isEmpty()) {
      return;
    }
    var transaction = new Bundle().setType(Bundle.BundleType.TRANSACTION);
    for (Resource change : changes) {
      var reference = change.fhirType() + "/" + change.getIdPart();
      change.setId(reference);
      transaction
          .addEntry()
          .setResource(change)
          .getRequest()
          .setMethod(HTTPVerb.PUT)
          .setUrl(reference);
    }
    store.transact(transaction);
  }
}
