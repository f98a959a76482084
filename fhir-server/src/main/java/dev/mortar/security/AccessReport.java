package dev.mortar.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.People;
import dev.mortar.authorization.RegisteredApps;
import dev.mortar.ig.Canonicals;
import dev.mortar.store.FhirStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PractitionerRole;

/** Who may do what, and who has used it last. */
final class AccessReport {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String LOGIN = "http://dicom.nema.org/resources/ontology/DCM|110122";
  private static final int MOST_ROLES = 100;

  private final People people;
  private final RegisteredApps apps;
  private final FhirStore store;
  private final PersonalRights personal;

  AccessReport(People people, RegisteredApps apps, FhirStore store, PersonalRights personal) {
    this.personal = personal;
    this.people = people;
    this.apps = apps;
    this.store = store;
  }

  /** As JSON. */
  byte[] write(Instant asOf) {
    var report =
        new Report(
            asOf.toString(),
            people.all().stream().map(this::person).toList(),
            apps.all().stream()
                .map(
                    app ->
                        new App(app.id(), app.name(), app.kind().name(), app.role(), app.scopes()))
                .toList());
    try {
      return JSON.writeValueAsString(report).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts can always be written", e);
    }
  }

  private Person person(Account account) {
    List<PractitionerRole> roles =
        account.fhirUser().startsWith("Practitioner/")
            ? store.search(
                PractitionerRole.class,
                "active=true&practitioner=" + account.fhirUser(),
                MOST_ROLES)
            : List.of();
    PermissionSet own = personal.access(account.username());
    return new Person(
        account.username(),
        account.displayName(),
        account.role().code(),
        account.fhirUser(),
        account.active(),
        roles.stream().flatMap(AccessReport::locations).distinct().toList(),
        roles.stream().flatMap(AccessReport::scopes).distinct().toList(),
        roles.stream().flatMap(AccessReport::modules).distinct().toList(),
        own.template(),
        own.granted(),
        own.denied(),
        own.guarded(),
        lastSignIn(account.username()));
  }

  private static Stream<String> locations(PractitionerRole role) {
    return role.getLocation().stream()
        .map(location -> location.getReference())
        .filter(Objects::nonNull);
  }

  private static Stream<String> scopes(PractitionerRole role) {
    return values(role, Canonicals.EXT_DATA_SCOPE);
  }

  private static Stream<String> modules(PractitionerRole role) {
    return values(role, Canonicals.EXT_MODULE_ACCESS);
  }

  private static Stream<String> values(PractitionerRole role, String extension) {
    return role.getExtensionsByUrl(extension).stream()
        .filter(Extension::hasValue)
        .map(one -> String.valueOf(one.getValue().primitiveValue()));
  }

  private String lastSignIn(String username) {
    String query =
        "altid=%s&subtype=%s&outcome=0&_sort=-date".formatted(username.replace(",", "\\,"), LOGIN);
    return store.search(AuditEvent.class, query, 1).stream()
        .findFirst()
        .map(event -> event.getRecorded().toInstant().toString())
        .orElse("");
  }

  private record Report(String asOf, List<Person> people, List<App> apps) {}

  /**
   * @param onlyModules empty if all are open
   * @param template empty for that of the role
   * @param granted permissions beside the template
   * @param denied permissions that are taken in spite of it
   * @param secondFactor permissions that need a sign-in with one
   * @param lastSignIn empty if there is none in the trail
   */
  private record Person(
      String account,
      String name,
      String role,
      String fhirUser,
      boolean active,
      List<String> locations,
      List<String> dataScope,
      List<String> onlyModules,
      String template,
      List<String> granted,
      List<String> denied,
      List<String> secondFactor,
      String lastSignIn) {}

  private record App(String id, String name, String kind, String role, List<String> scopes) {}
}
