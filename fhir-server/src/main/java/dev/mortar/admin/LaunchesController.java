package dev.mortar.admin;

import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.ClientRegistration;
import dev.mortar.authorization.Launch;
import dev.mortar.authorization.Launches;
import dev.mortar.authorization.Patients;
import dev.mortar.authorization.RegisteredApps;
import dev.mortar.authorization.ServerAddress;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * {@code POST /api/launches}: prepares that the caller opens an app with a patient in context. The
 * answer's address is what the page then opens.
 */
@RestController
final class LaunchesController {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
  private static final Pattern REFERENCE =
      Pattern.compile("(?!Patient/|Encounter/)[A-Z][A-Za-z]{1,60}/[A-Za-z0-9.-]{1,64}");
  private static final int LONGEST_INTENT = 200;
  private static final int MOST = 20;

  private final RegisteredApps apps;
  private final Launches launches;
  private final Patients patients;
  private final Accounts accounts;
  private final ServerAddress server;

  LaunchesController(
      RegisteredApps apps,
      Launches launches,
      Patients patients,
      Accounts accounts,
      ServerAddress server) {
    this.apps = apps;
    this.launches = launches;
    this.patients = patients;
    this.accounts = accounts;
    this.server = server;
  }

  @PostMapping("/api/launches")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, String> prepare(Principal user, @RequestBody Wanted wanted) {
    ClientRegistration app =
        apps.find(wanted.client())
            .filter(known -> !known.launchUri().isEmpty())
            .orElseThrow(() -> bad("No app of that name can be launched."));
    if (!wanted.patient().isEmpty() && !reaches(user, wanted.patient())) {
      throw bad("There is no such patient.");
    }
    String handle =
        launches.prepare(
            new Launch(
                app.id(),
                user.getName(),
                true,
                wanted.patient(),
                wanted.encounter(),
                wanted.context(),
                wanted.intent()));
    String url =
        UriComponentsBuilder.fromUriString(app.launchUri())
            .queryParam("iss", server.fhir())
            .queryParam("launch", handle)
            .encode()
            .toUriString();
    return Map.of("launch", handle, "url", url);
  }

  private boolean reaches(Principal user, String patient) {
    return accounts
        .find(user.getName())
        .flatMap(person -> patients.get(person, patient))
        .isPresent();
  }

  private static ApiProblem bad(String text) {
    return new ApiProblem(HttpStatus.BAD_REQUEST, text);
  }

  /**
   * @param patient id without type
   * @param encounter id without type
   * @param context further resources, as {@code Task/1}
   */
  record Wanted(
      String client, String patient, String encounter, List<String> context, String intent) {
    Wanted(
        @Nullable String client,
        @Nullable String patient,
        @Nullable String encounter,
        @Nullable List<String> context,
        @Nullable String intent) {
      this.client = client == null ? "" : client;
      this.patient = patient == null ? "" : patient;
      this.encounter = encounter == null ? "" : encounter;
      this.context = context == null ? List.of() : List.copyOf(context);
      this.intent = intent == null ? "" : intent;
      if (!this.encounter.isEmpty() && !ID.matcher(this.encounter).matches()) {
        throw new IllegalArgumentException("encounter must be an id.");
      }
      if (this.context.size() > MOST
          || !this.context.stream().allMatch(one -> REFERENCE.matcher(one).matches())) {
        throw new IllegalArgumentException(
            "context holds references such as Task/1, but no Patient and no Encounter.");
      }
      if (this.intent.length() > LONGEST_INTENT) {
        throw new IllegalArgumentException("intent has at most 200 characters.");
      }
    }
  }
}
