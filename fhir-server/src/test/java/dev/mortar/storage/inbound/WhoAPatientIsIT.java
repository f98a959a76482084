package dev.mortar.storage.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.hl7.BundleSink;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.junit.jupiter.api.Test;

/** Merges, links, moves of identifiers, and how they are undone. */
@ServerTest
class WhoAPatientIsIT {
  private final TestServer server;
  private final FhirStore store;
  private final Feed feed;

  WhoAPatientIsIT(TestServer server) {
    this.server = server;
    this.store = server.bean(FhirStore.class);
    this.feed = new Feed(server.bean(BundleSink.class));
  }

  @Test
  void unlinkingAMergedPatientMovesBackWhatWasItsAndOnlyThat() {
    feed.hear(Feed.result("U1", "u1", "20261101080000", "F", "1.0"));
    feed.hear(Feed.result("U2", "u2", "20261101080000", "F", "2.0"));
    feed.hear(Feed.merge("U2", "U1", "20261101090000"));
    feed.hear(Feed.result("U1", "u1late", "20261101093000", "F", "3.0"));
    feed.hear(Feed.result("U2", "u2late", "20261101093000", "F", "4.0"));
    assertThat(values("U2")).containsExactly("1.0", "2.0", "3.0", "4.0");
    assertThat(patient("U1").getActive()).isFalse();

    feed.hear(Feed.pair("A37", "U2", "U1", "20261101100000"));
    feed.hear(Feed.merge("U2", "U1", "20261101090000"));

    assertThat(values("U1")).containsExactly("1.0", "3.0");
    assertThat(values("U2")).containsExactly("2.0", "4.0");
    assertThat(patient("U1").getLink()).isEmpty();
    assertThat(patient("U2").getLink()).isEmpty();
    assertThat(patient("U1").getActive()).isTrue();
  }

  @Test
  void aMergeOfMergesIsUndoneStepByStep() {
    for (String number : List.of("V1", "V2", "V3")) {
      feed.hear(Feed.result(number, number, "20261101080000", "F", number.substring(1)));
    }
    feed.hear(Feed.merge("V3", "V2", "20261101100000"));
    feed.hear(Feed.merge("V2", "V1", "20261101090000"));
    assertThat(values("V3")).containsExactly("1", "2", "3");
    assertThat(patient("V1").getLinkFirstRep().getOther().getReference())
        .isEqualTo("Patient/" + patient("V3").getIdPart());

    assertThat(unmerge("V2", Role.MANAGER).body()).contains("Patient/" + patient("V3").getIdPart());

    assertThat(values("V2")).containsExactly("1", "2");
    assertThat(values("V3")).containsExactly("3");
    assertThat(patient("V2").getLinkFirstRep().getType()).isEqualTo(LinkType.REPLACES);
    assertThat(unmerge("V2", Role.MANAGER).statusCode()).isEqualTo(422);
    assertThat(unmerge("V1", Role.STAFF_PHARMACIST).statusCode()).isEqualTo(403);
  }

  @Test
  void aMergeThatCameByRestIsUndoneToo() {
    feed.hear(Feed.person("A08", "W1", "20261101080000", "Newtown"));
    feed.hear(Feed.person("A08", "W2", "20261101080000", "Newtown"));
    Patient loser = patient("W1");
    loser.addLink().setType(LinkType.REPLACEDBY).getOther().setReference(name("W2"));
    store.save(loser);
    feed.hear(Feed.result("W1", "w1", "20261101090000", "F", "1.0"));
    assertThat(values("W2")).containsExactly("1.0");

    unmerge("W1", Role.MANAGER);

    assertThat(values("W1")).containsExactly("1.0");
  }

  @Test
  void anIdentifierIsMovedFromOnePatientToAnother() {
    feed.hear(both("X1", "20261101080000"));
    feed.hear(Feed.person("A08", "X2", "20261101080000", "Newtown"));
    feed.hear(Feed.move("XP", "X1", "X2", "20261101090000"));
    feed.hear(Feed.move("XP", "X1", "X2", "20261101090000"));

    assertThat(holder("XP")).isEqualTo("X2");
    Patient source = patient("X1");
    assertThat(source.getIdentifier()).hasSize(1);
    assertThat(source.getMeta().getVersionId()).isEqualTo("2");
    assertThat(patient("X2").getMeta().getVersionId()).isEqualTo("2");

    feed.hear(both("X1", "20261101083000"));
    assertThat(holder("XP")).isEqualTo("X2");
    feed.hear(both("X1", "20261101100000"));
    assertThat(holder("XP")).isEqualTo("X1");
    feed.hear(Feed.move("XP", "X1", "X2", "20261101090000"));
    assertThat(holder("XP")).isEqualTo("X1");
  }

  @Test
  void aMovedIdentifierNamesWhoHadItAtTheTime() {
    feed.hear(Feed.person("A08", "YP", "20261101080000", "Oldtown"));
    feed.hear(Feed.person("A08", "Y2", "20261101080000", "Newtown"));
    feed.hear(Feed.move("YP", "", "Y2", "20261101090000"));
    feed.hear(Feed.result("YP", "y1", "20261101100000", "F", "1.0"));
    feed.hear(Feed.result("YP", "y2", "20261101083000", "F", "2.0"));

    assertThat(holder("YP")).isEqualTo("Y2");
    assertThat(values("Y2")).containsExactly("1.0");
    assertThat(patient("Y2").getAddressFirstRep().getCity()).isEqualTo("Newtown");
  }

  @Test
  void whoeverAMoveNamesIsMade() {
    feed.hear(Feed.move("ZP", "Z1", "Z2", "20261101090000"));

    assertThat(holder("ZP")).isEqualTo("Z2");
    assertThat(patient("Z1").getIdentifier()).hasSize(1);
  }

  /** A snapshot that lists another number beside the own one. */
  private static String both(String number, String time) {
    return Feed.person("A08", number, time, "Newtown")
        .replace("^^^HOSP^MR", "^^^HOSP^MR~" + number.charAt(0) + "P^^^HOSP^PI");
  }

  @Test
  void whoIsUnknownCannotBeParted() {
    HttpResponse<String> answer = part("Patient/nobody-of-this-name", Role.MANAGER);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
    assertThat(answer.body()).contains("OperationOutcome");
  }

  private HttpResponse<String> unmerge(String number, Role role) {
    return part(name(number), role);
  }

  private HttpResponse<String> part(String patient, Role role) {
    return server.send(
        server
            .request("/fhir/" + patient + "/$unmerge", server.token(role))
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString("{\"resourceType\":\"Parameters\"}")));
  }

  private String holder(String number) {
    return patient(number).getIdentifierFirstRep().getValue();
  }

  private Patient patient(String number) {
    List<Patient> found = store.search(Patient.class, "identifier=" + number, 9);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private String name(String number) {
    return "Patient/" + patient(number).getIdPart();
  }

  private List<String> values(String number) {
    return store.search(Observation.class, "subject=" + name(number), 99).stream()
        .map(it -> it.getValueQuantity().getValue().toPlainString())
        .sorted()
        .toList();
  }
}
