package dev.mortar.storage.outbound;

import dev.mortar.due.DueHandler;
import dev.mortar.due.DueWork;
import dev.mortar.hl7.Destination;
import dev.mortar.hl7.Destinations;
import dev.mortar.hl7.OutboundIdentity;
import dev.mortar.hl7.Outbox;
import dev.mortar.hl7.Outbox.Encoded;
import dev.mortar.hl7.Outbox.Subject;
import dev.mortar.mapping.outward.Letter;
import dev.mortar.mapping.outward.Letter.Party;
import dev.mortar.mapping.outward.Outward;
import dev.mortar.mapping.outward.Surroundings;
import dev.mortar.store.FhirStore;
import dev.mortar.store.ResourceStored;
import dev.mortar.store.ResourceStored.Change;
import dev.mortar.store.StoredListener;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;

/**
 * Puts a message into the outbox for each destination that wants to hear of what was stored. Only a
 * note is made in the transaction that stores; the message is written by a piece of due work, from
 * the version that is stored by then. So a receiver may not hear of every version, but it always
 * hears of the last one, and never of an older one after it.
 */
final class Announcements implements StoredListener, DueHandler {
  private static final String KIND = "hl7-announcement";

  private final FhirStore store;
  private final DueWork due;
  private final Destinations destinations;
  private final Outbox outbox;
  private final OutboundIdentity us;
  private final References references;
  private final Clock clock;

  Announcements(
      FhirStore store,
      DueWork due,
      Destinations destinations,
      Outbox outbox,
      OutboundIdentity us,
      References references,
      Clock clock) {
    this.store = store;
    this.due = due;
    this.destinations = destinations;
    this.outbox = outbox;
    this.us = us;
    this.references = references;
    this.clock = clock;
  }

  @Override
  public Set<String> types() {
    return Outward.types();
  }

  @Override
  public void stored(List<ResourceStored> changes) {
    for (ResourceStored change : changes) {
      boolean wanted = !destinations.wanting(Outward.message(change.type())).isEmpty();
      if (wanted && change.change() != Change.DELETED) {
        String key = change.reference() + "/" + change.version();
        due.plan(KIND, key, clock.instant(), change.reference());
      }
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Optional<Instant> handle(String key, String payload) {
    store.atomically(
        () -> {
          references.find(payload).ifPresent(this::announce);
          return key;
        });
    return Optional.empty();
  }

  private void announce(Resource resource) {
    Optional<String> origin = references.origin(resource);
    for (Destination destination : destinations.wanting(Outward.message(resource.fhirType()))) {
      // Who told us knows; to tell it back would go round for ever if it does the same.
      if (!origin.filter(name -> name.equals(name(destination))).isPresent()) {
        outbox.put(destination.name(), subject(resource), encoding(resource, destination));
      }
    }
  }

  /** As the Provenance of a received message writes it. */
  private static String name(Destination destination) {
    return destination.facility().isEmpty()
        ? destination.application()
        : destination.application() + " @ " + destination.facility();
  }

  private static Subject subject(Resource resource) {
    String reference = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    String about = Outward.subject(resource).getReference();
    long version = Long.parseLong(resource.getMeta().getVersionId());
    return new Subject(reference, version, about == null ? reference : about);
  }

  private Outbox.Encoding encoding(Resource resource, Destination destination) {
    Surroundings around = reference -> references.find(reference.getReference());
    return (controlId, first) -> {
      Letter letter =
          new Letter(
              new Party(us.application(), us.facility()),
              new Party(destination.application(), destination.facility()),
              controlId,
              clock.instant(),
              first);
      return Outward.write(letter, resource, around)
          .map(written -> new Encoded(written.type(), written.bytes()));
    };
  }
}
