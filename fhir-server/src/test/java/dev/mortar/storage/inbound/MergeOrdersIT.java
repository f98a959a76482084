package dev.mortar.storage.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.BundleSink;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever merges there are, and in whatever order they, their repeats and the results of everybody
 * come: in the end each survivor has its own results and those of all who became it, each once.
 */
@ServerTest
class MergeOrdersIT {
  private static final int PEOPLE = 6;
  private static final int ORDERS = 4;

  /** Of ten people, so many are merged into another one. */
  private static final int MERGED_OF_TEN = 7;

  private final FhirStore store;
  private final Feed feed;

  MergeOrdersIT(TestServer server) {
    this.store = server.bean(FhirStore.class);
    this.feed = new Feed(server.bean(BundleSink.class));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theOrderOfMergesChangesNothing(long seed) {
    var random = new Random(seed);
    // A parent has a smaller number, so that nobody is merged in a circle.
    int[] into = new int[PEOPLE];
    for (int person = 0; person < PEOPLE; person++) {
      boolean merged = person > 0 && random.nextInt(10) < MERGED_OF_TEN;
      into[person] = merged ? random.nextInt(person) : person;
    }
    int[] times = random.ints(PEOPLE, 10, 60).toArray();
    for (int order = 0; order < ORDERS; order++) {
      String prefix = "M%d-%d-".formatted(seed, order);
      List<String> messages = messages(prefix, into, times);
      messages.add(messages.get(random.nextInt(messages.size())));
      Collections.shuffle(messages, random);

      messages.forEach(feed::hear);

      assertThat(found(prefix, into)).as(prefix).isEqualTo(expected(into));
    }
  }

  private static List<String> messages(String prefix, int[] into, int[] times) {
    var messages = new ArrayList<String>();
    for (int person = 0; person < PEOPLE; person++) {
      String name = prefix + person;
      // The one was measured before all merges, the other one after them.
      messages.add(Feed.result(name, name + "early", "20261101080000", "F", person + ".1"));
      messages.add(Feed.result(name, name + "late", "20261101120000", "F", person + ".2"));
      if (into[person] != person) {
        String time = "2026110110%d00".formatted(times[person]);
        messages.add(Feed.merge(prefix + into[person], name, time));
      }
    }
    return messages;
  }

  private static Map<Integer, List<String>> expected(int[] into) {
    var expected = new TreeMap<Integer, List<String>>();
    for (int person = 0; person < PEOPLE; person++) {
      List<String> values =
          expected.computeIfAbsent(survivor(into, person), it -> new ArrayList<>());
      values.add(person + ".1");
      values.add(person + ".2");
    }
    return expected;
  }

  private static int survivor(int[] into, int person) {
    return into[person] == person ? person : survivor(into, into[person]);
  }

  /** The results of each active patient; an inactive one has none, and names the survivor. */
  private Map<Integer, List<String>> found(String prefix, int[] into) {
    var found = new TreeMap<Integer, List<String>>();
    for (int person = 0; person < PEOPLE; person++) {
      Patient patient = patient(prefix + person);
      List<String> values = values(patient);
      if (survivor(into, person) == person) {
        assertThat(patient.hasActive() && !patient.getActive()).as(prefix + person).isFalse();
        found.put(person, values);
      } else {
        assertThat(patient.getActive()).as(prefix + person).isFalse();
        assertThat(values).as(prefix + person).isEmpty();
        assertThat(patient.getLink())
            .as(prefix + person)
            .filteredOn(link -> link.getType() == LinkType.REPLACEDBY)
            .extracting(link -> link.getOther().getReference())
            .containsExactly("Patient/" + patient(prefix + survivor(into, person)).getIdPart());
      }
    }
    return found;
  }

  private Patient patient(String number) {
    List<Patient> found = store.search(Patient.class, "identifier=" + number, 9);
    assertThat(found).as(number).hasSize(1);
    return found.getFirst();
  }

  private List<String> values(Patient patient) {
    return store.search(Observation.class, "subject=Patient/" + patient.getIdPart(), 99).stream()
        .map(it -> it.getValueQuantity().getValue().toPlainString())
        .sorted()
        .toList();
  }
}
