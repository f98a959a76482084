package dev.mortar.storage.inbound;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Lets what a message says of a merged patient belong to the survivor, and remembers whom it named.
 */
final class Redirects {
  private final References references;
  private final MovedReferences moved;

  Redirects(References references, MovedReferences moved) {
    this.references = references;
    this.moved = moved;
  }

  /** Those of the patients of one message. */
  Message of(List<Intent> intents) {
    Message message = new Message();
    intents.forEach(message::take);
    return message;
  }

  /** What one message refers to. */
  final class Message {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> survivors = new HashMap<>();

    /** By identity: resources of one message share their references. */
    private final IdentityHashMap<Reference, String> redirected = new IdentityHashMap<>();

    private boolean merged;

    private void take(Intent intent) {
      names.put(intent.fullUrl(), intent.reference());
      if (intent.isRedirected()) {
        survivors.put(intent.reference(), "Patient/" + intent.survivor());
      }
      merged |=
          intent.isRedirected()
              || intent.stored() instanceof Patient patient
                  && patient.getLink().stream()
                      .anyMatch(link -> link.getType() == LinkType.REPLACES);
    }

    /** References by full URLs become references to what is stored. */
    void name(Resource mapped) {
      references.redirect(mapped, names);
    }

    /**
     * Moves references of what is about to be stored.
     *
     * @param name as {@code Observation/123}
     * @param mapped what the message said of it
     */
    void move(String name, Resource result, Resource mapped) {
      if (!merged || Repointing.stays(result)) {
        return;
      }
      Set<String> elements = new HashSet<>();
      references.in(name, mapped).keySet().forEach(place -> elements.add(place.element()));
      Map<Place, String> places = new HashMap<>();
      references
          .in(name, result)
          .forEach(
              (place, reference) -> {
                String survivor = survivors.get(reference.getReference());
                if (survivor != null) {
                  redirected.put(reference, reference.getReference());
                  reference.setReference(survivor);
                }
                String own = redirected.get(reference);
                if (own != null) {
                  places.put(place, own.substring("Patient/".length()));
                }
              });
      Set<Place> before = new HashSet<>(moved.in(name).keySet());
      before.removeIf(place -> !elements.contains(place.element()) && !places.containsKey(place));
      moved.remove(before);
      moved.add(places);
    }
  }
}
