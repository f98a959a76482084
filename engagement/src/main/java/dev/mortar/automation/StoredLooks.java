package dev.mortar.automation;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.due.DueHandler;
import dev.mortar.due.DueWork;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the rules look at what a transaction stored. */
final class StoredLooks implements DueHandler {
  private static final Logger LOG = LoggerFactory.getLogger(StoredLooks.class);

  private final FhirContext context;
  private final FhirStore store;
  private final RuleRunner rules;
  private final DueWork due;
  private final Clock clock;

  StoredLooks(FhirContext context, FhirStore store, RuleRunner rules, DueWork due, Clock clock) {
    this.context = context;
    this.store = store;
    this.rules = rules;
    this.due = due;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return StoredTrigger.KIND;
  }

  @Override
  public Optional<Instant> handle(String key, String payload) {
    var looks = Look.of(key, payload);
    var resources = resources(looks);
    if (looks.size() == 1) {
      return look(looks.getFirst(), resources);
    }
    looks.forEach(look -> together(look, resources));
    return Optional.empty();
  }

  /** Whatever one of them needs more, a later look or another try, it gets for itself. */
  private void together(Look look, Map<String, Resource> resources) {
    try {
      look(look, resources).ifPresent(at -> alone(look, at));
    } catch (RuntimeException failed) {
      LOG.warn("A look at a resource is tried again: {}", failed.getClass().getSimpleName());
      alone(look, clock.instant());
    }
  }

  private void alone(Look look, Instant at) {
    due.plan(kind(), Look.key(List.of(look)), at, Look.payload(List.of(look)));
  }

  private Optional<Instant> look(Look look, Map<String, Resource> resources) {
    return Optional.ofNullable(resources.get(look.reference()))
        .flatMap(resource -> rules.look(resource, look.created()));
  }

  private Map<String, Resource> resources(List<Look> looks) {
    Map<String, List<String>> ids =
        looks.stream()
            .map(look -> look.reference().split("/", 2))
            .collect(
                Collectors.groupingBy(
                    parts -> parts[0],
                    LinkedHashMap::new,
                    Collectors.mapping(parts -> parts[1], Collectors.toList())));
    Map<String, Resource> found = new HashMap<>();
    ids.forEach(
        (type, its) ->
            store
                .find(type(type), its)
                .forEach(it -> found.put(type + "/" + it.getIdElement().getIdPart(), it)));
    return found;
  }

  private Class<? extends Resource> type(String name) {
    return context.getResourceDefinition(name).getImplementingClass().asSubclass(Resource.class);
  }
}
