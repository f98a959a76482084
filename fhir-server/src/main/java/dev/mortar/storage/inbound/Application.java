package dev.mortar.storage.inbound;

import dev.mortar.mapping.Entries;
import dev.mortar.storage.inbound.Laying.Laid;
import dev.mortar.storage.inbound.Said.Given;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
 * entry is about, leaves what newer events or a further result have set, lays the rest over what is
 * stored, and stores only what that changed.
 */
final class Application {
  /** Types whose status only ever rises. */
  private static final Set<String> RESULTS = Set.of("Observation", "DiagnosticReport");

  /** Types that one message describes as a whole, and most of what comes in. */
  private static final Set<String> WHOLE = Set.of("Observation", "DiagnosticReport", "Provenance");

  private final Targets targets;
  private final Redirects redirects;
  private final Laying laying;
  private final EventTimes eventTimes;
  private final Supplier<Changes> work;
  private final Identities identities;
  private final GivenIdentifiers givenIdentifiers;

  Application(
      Targets targets,
      Redirects redirects,
      Laying laying,
      EventTimes eventTimes,
      Supplier<Changes> work,
      Identities identities,
      GivenIdentifiers givenIdentifiers) {
    this.targets = targets;
    this.redirects = redirects;
    this.laying = laying;
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
    Map<String, EventTime> known = eventTimes.of(keys(named));
    List<Given> given = new ArrayList<>();
    if (named.stream().anyMatch(it -> GivenIdentifiers.isMarked(it, known))) {
      List<Intent> corrected = givenIdentifiers.corrected(named, known, given);
      apply(corrected, eventTimes.of(keys(corrected)), given, bundle);
    } else {
      apply(named, known, given, bundle);
    }
  }

  private void apply(
      List<Intent> named, Map<String, EventTime> known, List<Given> claimed, Bundle bundle) {
    List<Intent> intents = named.stream().map(targets::standingIn).toList();
    Said said = Said.of(intents, bundle);
    List<Intent> current =
        intents.stream()
            .filter(it -> said.mentioned().contains(it.fullUrl()) || isCurrent(it, known))
            .toList();
    Changes changes = work.get();
    Redirects.Message message = redirects.of(intents);
    Map<String, EventTime> times = new HashMap<>();
    for (Intent intent : current) {
      message.name(intent.mapped());
      boolean mentioned = said.mentioned().contains(intent.fullUrl());
      Resource result = mentioned ? untimed(intent) : timed(intent, known, times);
      change(intent, result, message).ifPresent(changes::put);
    }
    eventTimes.put(times, known);
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

  private Resource untimed(Intent intent) {
    return laying.lay(intent.mapped(), intent.stored());
  }

  /** Adds the times of the resource to {@code times}. */
  private Resource timed(
      Intent intent, Map<String, EventTime> known, Map<String, EventTime> times) {
    Optional<Instant> at = eventTime(intent);
    String name = intent.reference();
    if (at.isEmpty()) {
      Places.hush(intent.mapped(), known.get(name));
      return untimed(intent);
    }
    if (WHOLE.contains(intent.mapped().fhirType())) {
      times.put(name, EventTime.whole(at.get()));
      return untimed(intent);
    }
    Laid laid = laying.lay(intent.mapped(), intent.stored(), at.get(), known.get(name));
    times.put(name, laid.time());
    return laid.result();
  }

  private static Optional<Resource> change(
      Intent intent, Resource result, Redirects.Message message) {
    Resource stored = intent.stored();
    Resource mapped = intent.mapped();
    message.move(intent.reference(), result, mapped);
    if (stored != null && result.equalsDeep(stored)) {
      return Optional.empty();
    }
    result.setId(new IdType(result.fhirType(), intent.id()));
    return Optional.of(result);
  }

  /** False if a newer event or a further result has settled the resource as a whole. */
  private static boolean isCurrent(Intent intent, Map<String, EventTime> known) {
    EventTime newest = known.get(intent.reference());
    boolean late = newest != null && eventTime(intent).filter(newest.at()::isAfter).isPresent();
    boolean whole = newest == null || newest.elements() == null || intent.stored() == null;
    return !(late && whole) && mayReplace(intent);
  }

  /** As exactly as it is kept. */
  private static Optional<Instant> eventTime(Intent intent) {
    return Entries.eventTime(intent.mapped()).map(time -> time.truncatedTo(ChronoUnit.MILLIS));
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
}
