package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.authorization.Accounts;
import dev.mortar.ig.Canonicals;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Person, role and account of somebody new are made together, or not at all. */
@ServerTest
class OnboardingIT {
  private static final String REASON = "New in the sample team";

  private final TestServer server;
  private final FhirStore store;
  private final String name = "new-" + UUID.randomUUID();
  private final String family = "Onboard-" + UUID.randomUUID();

  OnboardingIT(TestServer server) {
    this.server = server;
    this.store = server.bean(FhirStore.class);
  }

  @Test
  void aNewTechnicianIsAPersonWithARoleAndAnAccount() {
    String organization = saved(new Organization().setName("Sample Pharmacy"));
    String place =
        saved(
            new Location()
                .setName("Sample place")
                .setManagingOrganization(new Reference(organization)));
    String service = saved(new HealthcareService().setName("Sample service"));
    HttpResponse<String> answer =
        invite(
            technician()
                .andThen(
                    all -> {
                      add(all, "location", place);
                      add(all, "healthcare-service", service);
                      all.addParameter()
                          .setName("period")
                          .setValue(new Period().setStartElement(new DateTimeType("2020-01-01")));
                      all.addParameter()
                          .setName("telecom")
                          .setValue(
                              new ContactPoint()
                                  .setSystem(ContactPointSystem.PHONE)
                                  .setValue("+13125550123"));
                    }));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Bundle bundle = server.parse(Bundle.class, answer.body());
    Practitioner person = found(bundle, Practitioner.class);
    PractitionerRole role = found(bundle, PractitionerRole.class);
    assertThat(person.getNameFirstRep().getFamily()).isEqualTo(family);
    assertThat(person.getTelecomFirstRep().getValue()).isEqualTo("new@example.org");
    assertThat(role.getCodeFirstRep().getCodingFirstRep().getCode()).isEqualTo("technician");
    assertThat(role.getPeriod().getStartElement().getValueAsString()).isEqualTo("2020-01-01");
    assertThat(role.getOrganization().getReference()).isEqualTo(organization);
    assertThat(role.getLocationFirstRep().getReference()).isEqualTo(place);
    assertThat(role.getHealthcareServiceFirstRep().getReference()).isEqualTo(service);
    assertThat(role.getTelecomFirstRep().getValue()).isEqualTo("+13125550123");
    assertThat(found(bundle, Parameters.class).getParameterFirstRep().getValue().primitiveValue())
        .startsWith(server.root() + "/login/welcome?invitation=");
    assertThat(server.bean(Accounts.class).find(name).orElseThrow())
        .satisfies(
            account -> {
              assertThat(account.role()).isEqualTo(Role.TECHNICIAN);
              assertThat(account.displayName()).isEqualTo("Test " + family);
              assertThat(account.fhirUser())
                  .isEqualTo(person.getIdElement().toUnqualifiedVersionless().getValue());
              assertThat(account.active()).isFalse();
            });
    String search =
        server.get("/fhir/PractitionerRole?role=technician&practitioner.family=" + family).body();
    assertThat(server.parse(Bundle.class, search).getEntry()).hasSize(1);
    assertThat(search).contains(role.getIdElement().getIdPart());
  }

  @Test
  void whatFailsAtThePersonLeavesNothing() {
    leavesNothing("hfj_spidx_string", "sp_value_exact", family);
  }

  @Test
  void whatFailsAtTheRoleLeavesNothing() {
    HttpResponse<String> answer =
        invite(technician().andThen(all -> add(all, "location", "Location/nowhere-" + name)));
    isRefused(answer, 400, "nowhere-" + name);
    isNowhere();
  }

  @Test
  void whatFailsAtTheAccountLeavesNothing() {
    leavesNothing("smart_account", "username", name);
  }

  /** The database itself refuses one row. */
  private void leavesNothing(String table, String column, String value) {
    JdbcClient jdbc = server.bean(JdbcClient.class);
    jdbc.sql(
            "alter table %s add constraint test_refused check (%s <> '%s')"
                .formatted(table, column, value))
        .update();
    try {
      assertThat(invite(technician()).statusCode()).isBetween(400, 599);
    } finally {
      jdbc.sql("alter table %s drop constraint test_refused".formatted(table)).update();
    }
    isNowhere();
    assertThat(invite(technician()).statusCode()).as("without the fault").isEqualTo(200);
  }

  @Test
  void theSameNameIsALinkAnewOrAConflict() {
    HttpResponse<String> first = invite(technician());
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    HttpResponse<String> again = invite(all -> all.addParameter("name", name));
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    Bundle bundle = server.parse(Bundle.class, again.body());
    assertThat(found(bundle, Practitioner.class).getNameFirstRep().getFamily()).isEqualTo(family);
    assertThat(found(bundle, PractitionerRole.class).getActive()).isTrue();
    isRefused(invite(technician()), 409, "There is an account " + name);
    isRefused(
        invite(
            all -> {
              all.addParameter("name", name);
              all.addParameter("role", new CodeType("manager"));
            }),
        409,
        "another name");
    assertThat(people()).hasSize(1);
  }

  @Test
  void ofManyAtOnceWithOneNameOneIsMade() {
    List<Integer> answers =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(any -> invite(technician()).statusCode())
            .sorted()
            .toList();
    assertThat(answers).containsExactly(200, 409, 409, 409);
    assertThat(people()).hasSize(1);
  }

  @Test
  void whatIsMissingIsNamed() {
    isRefused(
        invite(
            technician()
                .andThen(
                    all ->
                        ((Practitioner) all.getParameter("practitioner").getResource())
                            .setTelecom(null))),
        400,
        "practitioner.telecom");
    isRefused(
        invite(technician().andThen(all -> all.addParameter("rolle", new StringType("x")))),
        400,
        "There is no parameter rolle.");
    isRefused(
        invite(
            all -> {
              all.addParameter("name", name);
              all.addParameter("role", new CodeType("technician"));
              add(all, "person", "Practitioner/nobody-" + name);
            }),
        400,
        "person is a stored Practitioner");
    isNowhere();
  }

  private Consumer<Parameters> technician() {
    return all -> {
      all.addParameter("name", name);
      all.addParameter("role", new CodeType("technician"));
      var person = new Practitioner();
      person.addName().setFamily(family).addGiven("Test");
      person.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue("new@example.org");
      all.addParameter().setName("practitioner").setResource(person);
    };
  }

  private static void add(Parameters all, String what, String reference) {
    all.addParameter().setName(what).setValue(new Reference(reference));
  }

  private HttpResponse<String> invite(Consumer<Parameters> content) {
    var parameters = new Parameters();
    parameters.addParameter("reason", REASON);
    content.accept(parameters);
    return server.post(
        "/fhir/Practitioner/$invite-user",
        server.fhir().newJsonParser().encodeResourceToString(parameters));
  }

  private String saved(Resource resource) {
    return store.save(resource).getIdElement().toUnqualifiedVersionless().getValue();
  }

  private static <T extends Resource> T found(Bundle bundle, Class<T> type) {
    return bundle.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  private void isRefused(HttpResponse<String> answer, int status, String why) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(server.parse(OperationOutcome.class, answer.body()).getIssueFirstRep())
        .satisfies(issue -> assertThat(issue.getDiagnostics()).contains(why));
  }

  private List<Practitioner> people() {
    return store.search(Practitioner.class, "family=" + family, 10);
  }

  private void isNowhere() {
    assertThat(people()).isEmpty();
    assertThat(
            store.search(
                PractitionerRole.class,
                "role=" + Canonicals.CS_ROLE + "|technician&practitioner.family=" + family,
                10))
        .isEmpty();
    assertThat(server.bean(Accounts.class).find(name)).isEmpty();
  }
}
