package dev.mortar.storage.inbound;

import dev.mortar.mapping.DeterministicId;
import dev.mortar.mapping.Entries;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Patient.PatientLinkComponent;
import org.hl7.fhir.r4.model.Provenance;

/**
 * What a message says of who patients are.
 *
 * @param identities merges, links and partings
 * @param given identifiers that go to another patient
 * @param mentioned full URLs of patients whom the message names without describing them
 */
record Said(List<IdentityEvent> identities, List<Given> given, Set<String> mentioned) {
  /** An identifier, and who is given it by whom. */
  record Given(IdentityEvent event, Identifier identifier) {}

  /** Takes what is said out of the mapped patients: links are not laid over the stored ones. */
  static Said of(List<Intent> intents, Bundle bundle) {
    Said said = new Said(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
    if (intents.stream().noneMatch(it -> it.mapped() instanceof Patient)) {
      return said;
    }
    Instant at = time(intents, bundle).truncatedTo(ChronoUnit.MILLIS);
    Map<String, String> ids =
        intents.stream().collect(Collectors.toMap(Intent::fullUrl, Intent::id, (one, two) -> one));
    for (Intent intent : intents) {
      if (intent.mapped() instanceof Patient patient) {
        said.take(intent, patient, ids, at);
      }
    }
    return said;
  }

  /** The id that is a function of an identifier. */
  static String id(Identifier identifier) {
    String system = identifier.hasSystem() ? identifier.getSystem() : "";
    return DeterministicId.of("Patient", system, identifier.getValue());
  }

  private void take(Intent intent, Patient patient, Map<String, String> ids, Instant at) {
    String id = intent.id();
    for (PatientLinkComponent link : patient.getLink()) {
      String other = ids.getOrDefault(link.getOther().getReference(), id);
      if (!other.equals(id) && link.getType() == LinkType.REPLACEDBY) {
        identities.add(IdentityEvent.merge(id, other, at));
      } else if (!other.equals(id) && link.getType() == LinkType.SEEALSO) {
        identities.add(IdentityEvent.link(id, other, at));
      }
      if (link.getType() == LinkType.REPLACEDBY) {
        mentioned.add(intent.fullUrl());
        patient.setActiveElement(null);
      }
    }
    patient.setLink(null);
    for (String other : new TreeSet<>(Entries.parted(patient))) {
      identities.add(IdentityEvent.part(id, ids.getOrDefault(other, id), at));
    }
    for (Entries.Move move : Entries.moved(patient)) {
      mentioned.add(intent.fullUrl());
      String to = ids.getOrDefault(move.to(), id);
      if (!to.equals(id)) {
        IdentityEvent event = IdentityEvent.move(id(move.identifier()), id, to, at);
        given.add(new Given(event, move.identifier()));
      }
    }
  }

  /** When it happened; of a message without any time, when it came. */
  private static Instant time(List<Intent> intents, Bundle bundle) {
    return intents.stream()
        .flatMap(intent -> Entries.eventTime(intent.mapped()).stream())
        .findFirst()
        .orElseGet(
            () ->
                bundle.getEntry().stream()
                    .map(BundleEntryComponent::getResource)
                    .filter(Provenance.class::isInstance)
                    .map(it -> ((Provenance) it).getRecorded().toInstant())
                    .findFirst()
                    .orElse(Instant.EPOCH));
  }
}
