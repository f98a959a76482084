package dev.mortar.storage.inbound;

import dev.mortar.mapping.Entries;
import dev.mortar.storage.inbound.Said.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
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

  private final Targets targets;
  private final Redirects redirects;
  private final Overlay overlay;
  private final EventTimes eventTimes;
  private final Supplier<Changes> work;
  private final Identities identities;
  private final GivenIdentifiers givenIdentifiers;

  Application(
      Targets targets,
      Redirects redirects,
      Overlay overlay,
      EventTimes eventTimes,
      Supplier<Changes> work,
      Identities identities,
      GivenIdentifiers givenIdentifiers) {
    this.targets = targets;
    this.redirects = redirects;
    this.overlay = overlay;
    this.eventTimes = eventTimes;
    this.work = work;
    this.identities = identities;
    this.givenIdentifiers = givenIdentifiers;
  }

  void apply(Bundle bundle) {
    if (bundle.getEntry().isEmpty()) {
      return;
    }
    List<Intent> named = targets.of(bundle);
    Map<String, Instant> known = eventTimes.of(keys(named));
    List<Given> given = new ArrayList<>();
    if (named.stream().anyMatch(it -> GivenIdentifiers.isMarked(it, known))) {
      List<Intent> corrected = givenIdentifiers.corrected(named, known, given);
      apply(corrected, eventTimes.of(keys(corrected)), given, bundle);
    } else {
      apply(named, known, given, bundle);
    }
  }

  private void apply(
      List<Intent> named, Map<String, Instant> known, List<Given> claimed, Bundle bundle) {
    List<Intent> intents = named.stream().map(targets::standingIn).toList();
    Said said = Said.of(intents, bundle);
    List<Intent> current =
        intents.stream()
            .filter(it -> said.mentioned().contains(it.fullUrl()) || isCurrent(it, known))
            .toList();
    Changes changes = work.get();
    changes(current, redirects.of(intents)).forEach(changes::put);
    eventTimes.put(times(current, said.mentioned()), known);
    identities.take(said.identities(), changes);
    List<Given> given = new ArrayList<>(claimed);
    given.addAll(said.given());
    givenIdentifiers.give(given, changes);
    changes.store();
  }

  /**
   * A patient who gave an identifier away, or was given one, is known by a mark beside the time.
   */
  private static Set<String> keys(List<Intent> intents) {
    Set<String> keys = new LinkedHashSet<>();
    for (Intent intent : intents) {
      keys.add(intent.reference());
      if (intent.mapped() instanceof Patient) {
        keys.add(GivenIdentifiers.mark(intent.id()));
      }
    }
    return keys;
  }

  private List<Resource> changes(List<Intent> current, Redirects.Message message) {
    List<Resource> changes = new ArrayList<>(current.size());
    for (Intent intent : current) {
      message.name(intent.mapped());
      change(intent, message).ifPresent(changes::add);
    }
    return changes;
  }

  private Optional<Resource> change(Intent intent, Redirects.Message message) {
    Resource stored = intent.stored();
    Resource mapped = intent.mapped();
    Resource result = stored == null ? mapped : overlay.lay(mapped, stored);
    message.move(intent.reference(), result, mapped);
    if (stored != null && result.equalsDeep(stored)) {
      return Optional.empty();
    }
    result.setId(new IdType(result.fhirType(), intent.id()));
    return Optional.of(result);
  }

  private static boolean isCurrent(Intent intent, Map<String, Instant> known) {
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

  private static String status(Resource resource) {
    Property status = resource.getNamedProperty("status");
    if (status == null) {
      return "";
    }
    return status.getValues().stream().map(Base::primitiveValue).findFirst().orElse("");
  }

  private static Map<String, Instant> times(List<Intent> intents, Set<String> mentioned) {
    Map<String, Instant> times = new HashMap<>();
    for (Intent intent : intents) {
      if (!mentioned.contains(intent.fullUrl())) {
        Entries.eventTime(intent.mapped()).ifPresent(time -> times.put(intent.reference(), time));
      }
    }
    return times;
  }
}
