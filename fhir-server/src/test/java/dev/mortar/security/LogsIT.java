package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Whatever is asked, however wrongly, no log repeats it; and nobody writes lines of their own. */
@ServerTest
class LogsIT {
  private static final String SECRET = "Zauberberg";

  private final TestServer server;
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  LogsIT(TestServer server) {
    this.server = server;
  }

  @BeforeEach
  void listen() {
    heard.start();
    root.addAppender(heard);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(heard);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir/Patient?family=Zauberberg",
        "/fhir/Patient?birthdate=Zauberberg",
        "/fhir/Patient?_lastUpdated=Zauberberg",
        "/fhir/Patient?nothing=Zauberberg",
        "/fhir/Patient?_sort=Zauberberg",
        "/fhir/Patient?_filter=name%20eq%20Zauberberg%20and",
        "/fhir/Patient?general-practitioner.name=Zauberberg",
        "/fhir/Observation?value-quantity=Zauberberg",
        "/fhir/Observation?patient.Zauberberg=1",
        "/fhir/Patient/Zauberberg",
        "/fhir/Patient/_Zauberberg_",
        "/fhir/Zauberberg/1",
        "/fhir/Patient/$Zauberberg",
        "/api/hl7/messages/Zauberberg",
        "/api/Zauberberg",
        "/Zauberberg"
      })
  void noLogRepeatsWhatWasSearchedFor(String address) {
    for (Role role : List.of(Role.MANAGER, Role.PATIENT)) {
      server.send(server.request(address, server.token(role)));
    }
    server.send(server.anonymous(address));
    assertThat(lines()).noneMatch(line -> line.contains(SECRET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Zauberberg\"",
        "{\"resourceType\":\"Patient\",\"name\":\"Zauberberg\"}",
        "{\"resourceType\":\"Patient\",\"birthDate\":\"Zauberberg\"}",
        "{\"resourceType\":\"Patient\",\"gender\":\"Zauberberg\"}",
        "{\"resourceType\":\"Patient\",\"Zauberberg\":1}",
        "{\"resourceType\":\"Zauberberg\"}",
        "{\"resourceType\":\"Patient\",\"photo\":[{\"url\":\"javascript:Zauberberg\"}]}",
        "{\"resourceType\":\"Patient\",\"managingOrganization\":{\"reference\":\"Organization/Zauberberg\"}}",
        "{\"resourceType\":\"Patient\",\"managingOrganization\":{\"reference\":\"Organization?name=Zauberberg\"}}",
        "{\"resourceType\":\"Task\",\"status\":\"ready\",\"intent\":\"order\",\"description\":\"Zauberberg\",\"for\":{\"reference\":\"Patient/Zauberberg\"}}",
        "Zauberberg"
      })
  void noLogRepeatsWhatWasSent(String body) {
    for (String type : List.of("Patient", "Task", "")) {
      server.post("/fhir/" + type, body);
      server.send(
          server
              .request("/fhir/" + type + "/x1", server.token(Role.TECHNICIAN))
              .header("Content-Type", "application/fhir+json")
              .PUT(BodyPublishers.ofString(body)));
    }
    assertThat(lines()).noneMatch(line -> line.contains(SECRET));
  }

  @Test
  void noLogRepeatsATokenOrAName() {
    server.send(server.request("/fhir/Patient", "eyJ." + SECRET + ".x"));
    server.send(server.anonymous("/fhir/Patient").header("Authorization", "Basic " + SECRET));
    server.send(server.anonymous("/fhir/Patient?access_token=" + SECRET));
    server.send(
        server
            .anonymous("/oauth2/token")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=" + SECRET + "&code=" + SECRET)));
    assertThat(lines()).noneMatch(line -> line.contains(SECRET));
  }

  @Test
  void nobodyWritesALineOfTheirOwnIntoTheLog() {
    for (String address :
        List.of(
            "/fhir/Patient?nothing=a%0d%0aWARN%20forged",
            "/fhir/Patient/a%0aWARN%20forged",
            "/fhir/%0aWARN%20forged/1",
            "/api/%0aWARN%20forged")) {
      server.get(address);
    }
    assertThat(lines().stream().flatMap(String::lines))
        .noneMatch(line -> line.startsWith("WARN forged"));
  }

  private List<String> lines() {
    return List.copyOf(heard.list).stream()
        .map(event -> event.getFormattedMessage() + told(event.getThrowableProxy()))
        .collect(Collectors.toList());
  }

  private static String told(IThrowableProxy failure) {
    return failure == null
        ? ""
        : "\n" + failure.getClassName() + ": " + failure.getMessage() + told(failure.getCause());
  }
}
