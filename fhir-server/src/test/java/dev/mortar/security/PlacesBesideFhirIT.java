package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscription;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryMessage;
import ca.uhn.fhir.rest.api.EncodingEnum;
import dev.mortar.authorization.Tokens;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ways to patients that are not the FHIR API: they end at the same fence. */
@ServerTest
class PlacesBesideFhirIT {
  private static final String BACK = "com.example.places:/back";
  private static final String APP = "test-app-of-places";

  private final TestServer server;
  private final TestPlaces places;
  private final TestBrowser browser;

  PlacesBesideFhirIT(TestServer server) {
    this.server = server;
    this.places = new TestPlaces(server);
    this.browser = new TestBrowser(server);
  }

  @BeforeEach
  void twoPharmaciesAndAnApp() {
    places.open();
    String app =
        """
        {"name": "An app", "kind": "NATIVE", "redirectUris": ["%s"],
         "launchUri": "https://app.example/launch",
         "scopes": ["launch", "launch/patient", "patient/*.rs"]}"""
            .formatted(BACK);
    assertThat(
            server
                .send(server.request("/api/clients/" + APP).PUT(BodyPublishers.ofString(app)))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void anAppIsOpenedOnlyWithAPatientWhoIsReached() {
    assertThat(launch("place-tech", "place-n").statusCode()).isEqualTo(201);
    assertThat(launch("place-tech", "place-x").statusCode()).isEqualTo(201);
    assertThat(launch("place-all", "place-s").statusCode()).isEqualTo(201);
    HttpResponse<String> hidden = launch("place-tech", "place-s");
    assertThat(hidden.statusCode()).isEqualTo(400);
    assertThat(hidden.body()).isEqualTo(launch("place-tech", "no-such-patient").body());
  }

  @Test
  void thePatientPickerShowsAndTakesNobodyElsesPatients() {
    String asked = browser.authorize(APP, BACK, "launch/patient patient/*.rs", Map.of());
    String picker = browser.signIn("place-tech", asked);
    String page = picker.substring(server.root().toString().length());
    assertThat(browser.get(page + "&name=Nordlund").body()).contains("value=\"place-n\"");
    assertThat(browser.get(page + "&name=Sudermann").body()).contains("Nobody was found.");
    HttpResponse<String> taken = browser.choice(picker, "Nordlund", "place-s");
    assertThat(taken.statusCode()).isEqualTo(403);
    String back = browser.consent(browser.choose(picker, "Nord", "place-n"), List.of(), List.of());
    assertThat(TestBrowser.field(browser.exchange(back, APP, BACK), "patient"))
        .isEqualTo("place-n");
  }

  @Test
  void aSubscriptionTellsNothingOfPatientsElsewhere() {
    SocketAudience audience =
        new SocketAudience(
            server.bean(Tokens.class),
            server.bean(ReadRules.class),
            server.bean(Standings.class),
            server.bean(FhirStore.class),
            server.fhir());
    assertThat(audience.mayHear(audience.caller(places.token("place-tech")), told("place-n")))
        .isTrue();
    assertThat(audience.mayHear(audience.caller(places.token("place-tech")), told("place-s")))
        .isFalse();
    assertThat(audience.mayHear(audience.caller(places.token("place-all")), told("place-s")))
        .isTrue();
  }

  private ResourceDeliveryMessage told(String patient) {
    Task task = new Task();
    task.setId("Task/told");
    task.getFor().setReference("Patient/" + patient);
    var message = new ResourceDeliveryMessage();
    message.setSubscription(new CanonicalSubscription());
    message.setPayload(server.fhir(), task, EncodingEnum.JSON);
    return message;
  }

  private HttpResponse<String> launch(String who, String patient) {
    return server.send(
        server
            .request("/api/launches", places.token(who))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"client\":\"%s\",\"patient\":\"%s\"}".formatted(APP, patient))));
  }
}
