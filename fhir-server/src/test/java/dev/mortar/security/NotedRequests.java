package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.audit.StoredEvents;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.Tokens;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;

/** Requests of somebody of whom nobody else knows, and the events that each of them leaves. */
final class NotedRequests {
  private final TestServer server;
  private final String name = "noted-" + UUID.randomUUID();
  private final List<String> wrong = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final String token;
  private int events;

  private NotedRequests(TestServer server, Role role, Optional<String> patient) {
    this.server = server;
    String person = patient.map(id -> "Patient/" + id).orElse("Practitioner/" + name);
    Account account = new Account(name, "Noted", role, person, patient, true);
    server.bean(Accounts.class).save(account, TestBrowser.PASSWORD);
    this.token =
        server.bean(Tokens.class).mint(account, Scopes.parse("openid fhirUser user/*.cruds"));
  }

  static NotedRequests ofManager(TestServer server) {
    return new NotedRequests(server, Role.MANAGER, Optional.empty());
  }

  static NotedRequests ofPatient(TestServer server, String patient) {
    return new NotedRequests(server, Role.PATIENT, Optional.of(patient));
  }

  /**
   * @param patient whom the event must name; empty for nobody
   * @param request verb and address below {@code /fhir}
   * @param more the body, and headers as {@code Prefer: respond-async}
   */
  HttpResponse<String> one(String what, int status, String patient, String request, String... more)
      throws Exception {
    return some(what, 1, status, patient, request, more);
  }

  /** What leaves more than one, as each of its parts is a transaction. */
  HttpResponse<String> some(
      String what, int expected, int status, String patient, String request, String... more)
      throws Exception {
    int space = request.indexOf(' ');
    String path = request.substring(space + 1);
    String address = "/fhir" + (path.isEmpty() || path.startsWith("?") ? "" : "/") + path;
    HttpResponse<String> answer = send(request.substring(0, space) + " " + address, more);
    AuditEvent event = counted(what, expected, status, answer);
    if (!patient.isEmpty() && !names(event, "Patient/" + patient)) {
      wrong.add(what + " does not name the patient");
    }
    return answer;
  }

  /** The same of an address of the whole server, whose event says what was asked. */
  void oneOf(String what, int status, String request, String... more) throws Exception {
    AuditEvent event = counted(what, 1, status, send(request, more));
    if (!event.getEntityFirstRep().getName().equals(request)) {
      wrong.add(what + " does not say what was asked");
    }
  }

  /** Sends it and looks at nothing. */
  HttpResponse<String> send(String request, String... more) {
    String verb = request.substring(0, request.indexOf(' '));
    String path = request.substring(request.indexOf(' ') + 1);
    HttpRequest.Builder builder = server.request(path.replace("|", "%7C"), token);
    var body = BodyPublishers.noBody();
    if (more.length > 0 && !more[0].isEmpty()) {
      builder.header("Content-Type", type(verb, path));
      body = BodyPublishers.ofString(more[0]);
    }
    for (int i = 1; i < more.length; i++) {
      builder.header(
          more[i].substring(0, more[i].indexOf(':')), more[i].substring(more[i].indexOf(' ') + 1));
    }
    return server.send(builder.method(verb, body));
  }

  /** All that was wrong, so that one run says it all. */
  void assertNothingWrong() {
    assertThat(wrong).isEmpty();
    assertThat(events).isPositive();
  }

  private static String type(String verb, String path) {
    if (path.endsWith("_search")) {
      return "application/x-www-form-urlencoded";
    }
    if (!path.startsWith("/fhir")) {
      return "application/json";
    }
    return verb.equals("PATCH") ? "application/json-patch+json" : "application/fhir+json";
  }

  private AuditEvent counted(String what, int expected, int status, HttpResponse<String> answer)
      throws Exception {
    if (answer.statusCode() != status) {
      wrong.add(what + " was answered " + answer.statusCode() + ": " + answer.body());
    }
    List<AuditEvent> all;
    try {
      all = StoredEvents.by(server, name).counted(what, events + expected);
    } catch (AssertionError e) {
      wrong.add(e.getMessage());
      all = StoredEvents.by(server, name).all();
    }
    events = all.size();
    AuditEvent event = new AuditEvent();
    for (AuditEvent one : all) {
      if (seen.add(one.getIdPart())) {
        event = one;
      }
    }
    boolean refused = status >= 400;
    if (event.hasOutcome() && refused == event.getOutcome().toCode().equals("0")) {
      wrong.add(what + " has the outcome " + event.getOutcome());
    }
    return event;
  }

  private static boolean names(AuditEvent event, String patient) {
    return event.getEntity().stream()
        .filter(entity -> "1".equals(entity.getRole().getCode()))
        .anyMatch(entity -> entity.getWhat().getIdentifier().getValue().endsWith("/" + patient));
  }
}
