package dev.mortar.storage.inbound;

import dev.mortar.storage.inbound.IdentityEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Patient.PatientLinkComponent;
import org.hl7.fhir.r4.model.Reference;

/** Brings the stored patients, and what belongs to them, in line with all that was said of them. */
final class Identities {
  private static final Set<LinkType> MERGED = Set.of(LinkType.REPLACES, LinkType.REPLACEDBY);

  private final IdentityEvents events;
  private final Repointing repointing;

  Identities(IdentityEvents events, Repointing repointing) {
    this.events = events;
    this.repointing = repointing;
  }

  /** Merges, links and partings, in any order and as often as they come. */
  void take(List<IdentityEvent> said, Changes changes) {
    if (said.isEmpty()) {
      return;
    }
    said.forEach(events::add);
    Set<String> patients = new TreeSet<>();
    said.forEach(event -> patients.addAll(List.of(event.one(), event.other())));
    settle(patients, changes);
  }

  /**
   * Parts a merged patient from who stands for it, whatever was said before.
   *
   * @return the one that it was merged into; empty if it was not
   */
  Optional<String> part(String patient, Instant now, Changes changes) {
    Map<String, Patient> members = members(Set.of(patient), changes);
    List<IdentityEvent> said = events(members);
    Groups groups = Groups.of(said);
    if (!groups.isMerged(patient)) {
      return Optional.empty();
    }
    Instant at = now;
    for (IdentityEvent event : said) {
      at = event.at().isBefore(at) ? at : event.at().plusMillis(1);
    }
    String survivor = groups.survivor(patient);
    take(List.of(IdentityEvent.part(patient, survivor, at)), changes);
    return Optional.of(survivor);
  }

  private void settle(Set<String> patients, Changes changes) {
    Map<String, Patient> members = members(patients, changes);
    List<IdentityEvent> said = events(members);
    Groups groups = Groups.of(said);
    for (Patient patient : members.values()) {
      Patient changed = patient.copy();
      active(changed, groups);
      changed.setLink(links(patient, groups, said));
      if (!changed.equalsDeep(patient)) {
        changes.put(changed);
      }
    }
    repointing.settle(members.keySet(), groups, changes);
  }

  /** Everybody whom these patients were ever merged or linked with, as far as they are stored. */
  private Map<String, Patient> members(Set<String> patients, Changes changes) {
    Map<String, Patient> members = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    Set<String> next = patients;
    while (!next.isEmpty()) {
      seen.addAll(next);
      List<String> names = next.stream().map(id -> "Patient/" + id).toList();
      changes
          .read(names)
          .values()
          .forEach(found -> members.put(found.getIdPart(), (Patient) found));
      Set<String> others = new LinkedHashSet<>();
      events.of(next).forEach(event -> others.addAll(List.of(event.one(), event.other())));
      for (String id : next) {
        Patient member = members.get(id);
        if (member != null) {
          others.addAll(linked(member));
        }
      }
      others.removeAll(seen);
      next = others;
    }
    return members;
  }

  private static List<String> linked(Patient patient) {
    return patient.getLink().stream()
        .filter(link -> MERGED.contains(link.getType()))
        .map(Identities::other)
        .toList();
  }

  private static String other(PatientLinkComponent link) {
    return new IdType(link.getOther().getReference()).getIdPart();
  }

  /** All that was said among those who are stored; a merge that came by REST counts as well. */
  private List<IdentityEvent> events(Map<String, Patient> members) {
    if (members.isEmpty()) {
      return List.of();
    }
    List<IdentityEvent> said = events.of(members.keySet());
    List<IdentityEvent> unheard = unheard(members.values(), said);
    unheard.forEach(events::add);
    return (unheard.isEmpty() ? said : events.of(members.keySet()))
        .stream()
            .filter(it -> members.containsKey(it.one()) && members.containsKey(it.other()))
            .toList();
  }

  private static List<IdentityEvent> unheard(
      Collection<Patient> members, List<IdentityEvent> said) {
    List<IdentityEvent> unheard = new ArrayList<>();
    for (Patient patient : members) {
      boolean heard =
          said.stream()
              .anyMatch(it -> it.kind() == Kind.MERGE && it.one().equals(patient.getIdPart()));
      Optional<String> survivor = heard ? Optional.empty() : Survivors.replacement(patient);
      survivor
          .map(name -> new IdType(name).getIdPart())
          .ifPresent(
              id -> {
                Instant at = patient.getMeta().getLastUpdated().toInstant();
                unheard.add(IdentityEvent.merge(patient.getIdPart(), id, at));
              });
    }
    return unheard;
  }

  private static void active(Patient patient, Groups groups) {
    if (groups.isMerged(patient.getIdPart())) {
      patient.setActive(false);
    } else if (Survivors.isReplaced(patient)) {
      patient.setActive(true);
    }
  }

  /** Every merged patient names who is in use, and that one names all of them. */
  private static List<PatientLinkComponent> links(
      Patient patient, Groups groups, List<IdentityEvent> said) {
    String id = patient.getIdPart();
    Set<String> ours = new HashSet<>();
    said.stream()
        .filter(it -> it.one().equals(id) || it.other().equals(id))
        .forEach(it -> ours.addAll(List.of(it.one(), it.other())));
    List<PatientLinkComponent> links = new ArrayList<>();
    for (PatientLinkComponent link : patient.getLink()) {
      boolean foreign = link.getType() == LinkType.SEEALSO && !ours.contains(other(link));
      if (foreign || link.getType() == LinkType.REFER) {
        links.add(link.copy());
      }
    }
    if (groups.isMerged(id)) {
      links.add(link(groups.survivor(id), LinkType.REPLACEDBY));
    }
    groups.replacedBy(id).forEach(it -> links.add(link(it, LinkType.REPLACES)));
    groups.linkedWith(id).forEach(it -> links.add(link(it, LinkType.SEEALSO)));
    return links;
  }

  private static PatientLinkComponent link(String patient, LinkType type) {
    return new PatientLinkComponent().setOther(new Reference("Patient/" + patient)).setType(type);
  }
}
