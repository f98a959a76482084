package dev.mortar.storage.retention;

import dev.mortar.ig.Codes.DisposalKind;
import dev.mortar.ig.Codes.RetentionStart;
import dev.mortar.storage.FullTextWipe;
import dev.mortar.storage.retention.Certificates.Certificate;
import dev.mortar.storage.retention.Policies.Sourced;
import dev.mortar.storage.retention.Traces.Gone;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Removes what no policy wants to be kept any longer. A run does so much and no more, in small
 * transactions with a certificate each; the next run goes on.
 */
public final class Disposal {
  /** Of one policy in one run. */
  private static final int MOST = 1_000;

  private static final int TOGETHER = 100;

  private final Policies policies;
  private final Parts parts;
  private final LastVisits visits;
  private final Erasures erasures;
  private final FhirStore store;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  Disposal(
      Policies policies,
      Parts parts,
      LastVisits visits,
      Erasures erasures,
      FhirStore store,
      Clock clock,
      ApplicationEventPublisher events) {
    this.policies = policies;
    this.parts = parts;
    this.visits = visits;
    this.erasures = erasures;
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  /** What would go at a moment; changes nothing. */
  public List<Due> look(Instant asOf) {
    return policies.all().stream().map(each -> found(each, asOf).due(each)).toList();
  }

  /** Removes what is due now. */
  public List<Due> run() {
    Instant now = clock.instant();
    List<Due> done = new ArrayList<>();
    boolean removed = false;
    for (Sourced each : policies.all()) {
      Found found = found(each, now);
      if (each.policy().ofPeople()) {
        found.ids().forEach(id -> erasures.dispose(id, "Retention by " + each.source()));
      } else {
        remove(each, found.ids());
        removed |= !found.ids().isEmpty();
      }
      done.add(found.due(each));
    }
    if (removed) {
      store.atomically(
          () -> {
            parts.fullText().wipe();
            return now;
          });
    }
    return done;
  }

  private Found found(Sourced each, Instant now) {
    Policy policy = each.policy();
    List<String> free = new ArrayList<>();
    int held = 0;
    if (policy.ofPeople()) {
      for (String id : visits.over(policy, now, MOST)) {
        boolean hold = parts.holds().on(erasures.records(id)).isPresent();
        held += hold ? 1 : 0;
        if (!hold) {
          free.add(id);
        }
      }
      return new Found(free, held);
    }
    Map<Set<String>, Boolean> known = new HashMap<>();
    for (Resource resource : store.search(type(policy.type()), query(policy, now), MOST)) {
      Set<String> patients = patients(resource);
      boolean hold =
          !patients.isEmpty()
              && known.computeIfAbsent(patients, names -> parts.holds().on(names).isPresent());
      held += hold ? 1 : 0;
      if (!hold && !isNeeded(resource)) {
        free.add(resource.getIdElement().getIdPart());
      }
    }
    return new Found(free, held);
  }

  private static String query(Policy policy, Instant now) {
    String date = policy.start() == RetentionStart.EVENT ? policy.date() : "_lastUpdated";
    String over = date + "=lt" + policy.period().before(now);
    return policy.condition().isEmpty() ? over : policy.condition() + "&" + over;
  }

  /** What something else still refers to stays until that goes. */
  private boolean isNeeded(Resource resource) {
    return parts
        .rows()
        .find(resource.fhirType(), resource.getIdElement().getIdPart())
        .map(row -> parts.rows().referring(List.of(row.pid()), 1))
        .stream()
        .flatMap(Collection::stream)
        .anyMatch(row -> !row.type().equals("Provenance"));
  }

  private Set<String> patients(Resource resource) {
    return parts
        .ownership()
        .references(resource)
        .map(reference -> new IdType(reference.getReference()))
        .filter(id -> "Patient".equals(id.getResourceType()))
        .map(IdType::getIdPart)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void remove(Sourced each, List<String> ids) {
    for (int from = 0; from < ids.size(); from += TOGETHER) {
      List<Row> rows = new ArrayList<>();
      for (String id : ids.subList(from, Math.min(ids.size(), from + TOGETHER))) {
        parts.rows().find(each.policy().type(), id).ifPresent(rows::add);
      }
      if (!rows.isEmpty()) {
        remove(each, rows);
      }
    }
  }

  private void remove(Sourced each, Collection<Row> some) {
    Set<String> gone = some.stream().map(Row::reference).collect(Collectors.toSet());
    List<Row> all = new ArrayList<>(some);
    for (Row origin : parts.rows().referring(some.stream().map(Row::pid).toList(), 1)) {
      List<Resource> versions = parts.rows().versions(origin);
      if (!versions.isEmpty()
          && parts.ownership().isOnlyOf((Provenance) versions.getFirst(), gone)) {
        all.add(origin);
      } else {
        parts.removal().strip(origin, gone);
      }
    }
    Set<String> references = all.stream().map(Row::reference).collect(Collectors.toSet());
    Map<String, Integer> counts = Removal.counts(all);
    var certificate =
        new Certificate(
            DisposalKind.RETENTION,
            parts.base() + "/" + each.policy().type(),
            "Mortar",
            "",
            each.source(),
            counts);
    String written =
        store.atomically(
            () -> {
              parts.removal().remove(all, Gone.resources(references, clock.instant()));
              return parts.certificates().write(certificate);
            });
    events.publishEvent(new Disposed(DisposalKind.RETENTION.code(), "Mortar", counts, written));
  }

  private static Class<? extends Resource> type(String name) {
    return ResourceFactory.createResource(name).getClass();
  }

  /** What a disposal is made of. */
  record Parts(
      Rows rows,
      Ownership ownership,
      LegalHolds holds,
      Removal removal,
      Certificates certificates,
      FullTextWipe fullText,
      String base) {}

  private record Found(List<String> ids, int held) {
    Due due(Sourced each) {
      return new Due(each.source(), each.policy().type(), ids.size(), held);
    }
  }

  /**
   * @param policy as {@code Basic/7/_history/2}
   * @param count how many went or would go; at most a thousand a run
   * @param held how many are due and stay, because of a legal hold
   */
  public record Due(String policy, String type, int count, int held) {}
}
