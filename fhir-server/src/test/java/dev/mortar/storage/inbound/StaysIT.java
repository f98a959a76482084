package dev.mortar.storage.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.rest.api.CacheControlDirective;
import dev.mortar.hl7.BundleSink;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who lay where, and when, as FHIR clients see it. */
@ServerTest
class StaysIT {
  private static final String DAY = "20261101";

  private final TestServer server;
  private final Feed feed;

  StaysIT(TestServer server) {
    this.server = server;
    this.feed = new Feed(server.bean(BundleSink.class));
  }

  @Test
  void eachPlaceOfAStayIsListedWithItsTime() {
    List<String> story = story("SA");
    hear(story.subList(0, 3));
    assertThat(stays("SA")).containsExactly("W1 08:00-09:00", "W2 09:00-10:00", "W3 10:00- active");

    hear(story.subList(3, 5));
    assertThat(stays("SA")).containsExactly("W1 08:00-09:00", "W2 09:00- active");

    hear(story.subList(5, 7));
    assertThat(stays("SA")).containsExactly("W1 08:00-09:00", "W2 09:00-12:00");
    assertThat(visit("SA").getStatus()).isEqualTo(EncounterStatus.FINISHED);

    hear(story.subList(7, 8));
    assertThat(stays("SA")).containsExactly("W1 08:00-09:00", "W2 09:00- active");
    assertThat(visit("SA").getStatus()).isEqualTo(EncounterStatus.INPROGRESS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theOrderOfTheMessagesChangesNothing(long seed) {
    Random random = new Random(seed);
    String number = "SO" + seed;
    List<String> story = story(number);
    boolean discharged = random.nextBoolean();
    List<String> messages = new ArrayList<>(discharged ? story.subList(0, 7) : story);
    messages.add(messages.get(random.nextInt(messages.size())));
    Collections.shuffle(messages, random);

    hear(messages);

    assertThat(stays(number))
        .as(String.join("\n", messages))
        .containsExactly("W1 08:00-09:00", discharged ? "W2 09:00-12:00" : "W2 09:00- active");
  }

  @Test
  void aRepeatedStoryMakesNoNewVersion() {
    hear(story("SR"));
    String version = visit("SR").getMeta().getVersionId();

    hear(story("SR"));

    assertThat(visit("SR").getMeta().getVersionId()).isEqualTo(version);
  }

  @Test
  void whoLayInAWardIsFoundByPlaceAndTime() {
    hear(story("SF").subList(0, 3));
    String ward = place(visit("SF").getLocationFirstRep());
    String url = "Encounter?subject.identifier=SF&location=Location/" + ward;

    assertThat(found(url + "&location-period=ge2026-11-01T08:15:00Z")).containsExactly("SF");
    assertThat(
            found(
                url
                    + "&location-period=sa2026-11-01T07:00:00Z"
                    + "&location-period=eb2026-11-01T09:30:00Z"))
        .containsExactly("SF");
    assertThat(found(url + "&location-period=eb2026-11-01T07:30:00Z")).isEmpty();
    assertThat(found(url + "x&location-period=ge2026-11-01T08:15:00Z")).isEmpty();
  }

  @Test
  void whatIsKnownOfPlacesIsSeenByNobody() {
    hear(story("SN"));

    assertThat(server.fhir().newJsonParser().encodeResourceToString(visit("SN")))
        .doesNotContain("mortar.placing", "MOVE_CANCELLED", "ASSIGNED");
  }

  @Test
  void aPlaceByRestStaysUntilAnAdtSpeaks() {
    feed.hear(adt("SW", "A08", "0700", "", ""));
    Encounter visit = visit("SW");
    visit.addLocation().getLocation().setDisplay("Corridor");
    server.client().update().resource(visit).execute();

    feed.hear(seen("SW", "0730", "W9"));
    assertThat(stays("SW")).containsExactly("Corridor - null");

    feed.hear(adt("SW", "A01", "0800", "W1", ""));
    assertThat(stays("SW")).containsExactly("W1 08:00- active");
  }

  @Test
  void swappedPatientsAreEachInTheOthersBed() {
    feed.hear(adt("SX", "A01", "0800", "W1", ""));
    feed.hear(adt("SY", "A01", "0800", "W2", ""));
    String other = adt("SY", "A17", "0900", "W1", "");
    feed.hear(adt("SX", "A17", "0900", "W2", "") + other.substring(other.indexOf("PID")));

    assertThat(stays("SX")).containsExactly("W1 08:00-09:00", "W2 09:00- active");
    assertThat(stays("SY")).containsExactly("W2 08:00-09:00", "W1 09:00- active");
  }

  /** Admission, two transfers, one taken back, an update, a result, discharge, taken back. */
  private static List<String> story(String number) {
    return List.of(
        adt(number, "A01", "0800", "W1", ""),
        adt(number, "A02", "0900", "W2", ""),
        adt(number, "A02", "1000", "W3", ""),
        adt(number, "A12", "1030", "W2", "1000"),
        seen(number, "1045", "W9"),
        adt(number, "A08", "1100", "W2", ""),
        adt(number, "A03", "1200", "W2", ""),
        adt(number, "A13", "1300", "W2", "1200"));
  }

  private static String adt(
      String number, String event, String time, String place, String occurred) {
    String told = DAY + time + "00+0000";
    String happened = occurred.isEmpty() ? "" : DAY + occurred + "00+0000";
    return "MSH|^~\\&|ADT|HOSP|MORTAR|PHARM|%1$s||ADT^%2$s|C%2$s%1$s|P|2.5.1\n"
            .formatted(told, event)
        + "EVN|%s|%s||||%s\n".formatted(event, told, happened)
        + subject(number, place);
  }

  private static String seen(String number, String time, String place) {
    String told = DAY + time + "00+0000";
    return "MSH|^~\\&|LAB|HOSP|MORTAR|PHARM|%1$s||ORU^R01|R%1$s|P|2.5.1\n".formatted(told)
        + subject(number, place)
        + "OBR|1|P%s|F%s|2823-3^Potassium^LN|||20261101073000\n".formatted(number, number)
        + "OBX|1|NM|2823-3^Potassium^LN||4.1|mmol/L|||||F\n";
  }

  private static String subject(String number, String place) {
    return "PID|1||%s^^^HOSP^MR||Testperson^Sample||19700101|F\nPV1|1|I|%s||||||||||||||||V%s^^^HOSP^VN\n"
        .formatted(number, place, number);
  }

  private void hear(List<String> messages) {
    messages.forEach(feed::hear);
  }

  private Encounter visit(String number) {
    Bundle found = search("Encounter?identifier=V" + number);
    assertThat(found.getEntry()).as(number).hasSize(1);
    return (Encounter) found.getEntryFirstRep().getResource();
  }

  private List<String> found(String url) {
    return search(url).getEntry().stream()
        .map(it -> ((Encounter) it.getResource()).getIdentifierFirstRep().getValue().substring(1))
        .toList();
  }

  private Bundle search(String url) {
    return server
        .client()
        .search()
        .byUrl(url)
        .cacheControl(new CacheControlDirective().setNoCache(true))
        .returnBundle(Bundle.class)
        .execute();
  }

  private List<String> stays(String number) {
    return visit(number).getLocation().stream().map(StaysIT::text).toList();
  }

  private static String text(EncounterLocationComponent stay) {
    boolean over = stay.getStatus() == Encounter.EncounterLocationStatus.COMPLETED;
    String status = stay.hasStatus() ? stay.getStatus().toCode() : "null";
    return stay.getLocation().getDisplay()
        + " "
        + hour(stay.getPeriod().getStartElement().getValueAsString())
        + "-"
        + hour(stay.getPeriod().getEndElement().getValueAsString())
        + (over ? "" : " " + status);
  }

  private static String hour(@Nullable String time) {
    return time == null ? "" : time.substring(11, 16);
  }

  private static String place(EncounterLocationComponent stay) {
    return stay.getLocation().getReferenceElement().getIdPart();
  }
}
