package dev.mortar.storage.searching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

@ServerTest
class PageSearchesIT {
  private final TestServer server;
  private final String family = "Page" + UUID.randomUUID();

  PageSearchesIT(TestServer server) {
    this.server = server;
  }

  @Test
  void whatFitsOnThePageIsAnsweredWholeAndNowhereWrittenDown() {
    store(7);
    Bundle page = search("_count=7");
    assertThat(page.getEntry()).hasSize(7);
    assertThat(page.getTotal()).isEqualTo(7);
    assertThat(page.getId()).isNotBlank();
    assertThat(page.getLink("next")).isNull();
    assertThat(page.getLink("self").getUrl()).contains(family);
    assertThat(search("").getEntry()).hasSize(7);
    assertThat(searchesWrittenDown()).isZero();
  }

  @Test
  void nothingFoundIsAPageToo() {
    Bundle page = search("_count=6");
    assertThat(page.getEntry()).isEmpty();
    assertThat(page.getTotal()).isZero();
    assertThat(searchesWrittenDown()).isZero();
  }

  @Test
  void oneMoreThanThePageHasANextPage() {
    store(4);
    List<String> ids = new ArrayList<>();
    Bundle page = search("_count=3");
    assertThat(page.getEntry()).hasSize(3);
    ids.addAll(ids(page));
    page = server.client().loadPage().next(page).execute();
    ids.addAll(ids(page));
    assertThat(page.getLink("next")).isNull();
    assertThat(ids).hasSize(4).doesNotHaveDuplicates();
    assertThat(searchesWrittenDown()).isEqualTo(1);
  }

  @Test
  void aSearchByAnIdentifierHasItsPages() {
    Organization organization = new Organization();
    organization.addIdentifier().setSystem("http://example.org/pharmacies").setValue(family);
    storeIts(organization, 3);
    String query =
        "Patient?organization.identifier=http://example.org/pharmacies%7C" + family + "&_count=2";
    for (int again = 0; again < 2; again++) {
      Bundle page = bundle(query);
      List<String> ids = new ArrayList<>(ids(page));
      ids.addAll(ids(server.client().loadPage().next(page).execute()));
      assertThat(ids).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void onlyWhatIsShownIsWrittenDownAndTheNextPagesGoOnFromThere() {
    store(7);
    Bundle page = search("_count=3&_sort=birthdate");
    assertThat(resultsWrittenDown()).isEqualTo(3);
    assertThat(page.hasTotal()).isFalse();
    assertThat(page.getLink("next").getUrl()).contains("_getpagesoffset=3");
    List<String> ids = new ArrayList<>(ids(page));
    Bundle second = server.client().loadPage().next(page).execute();
    ids.addAll(ids(second));
    ids.addAll(ids(server.client().loadPage().next(page).execute()));
    ids.addAll(ids(server.client().loadPage().next(second).execute()));
    assertThat(new LinkedHashSet<>(ids))
        .containsExactlyElementsOf(ids(search("_count=30&_sort=birthdate")));
    assertThat(ids(server.client().loadPage().previous(second).execute())).isEqualTo(ids(page));
  }

  @Test
  void whatComesAndGoesBetweenThePagesNeitherRepeatsNorHidesAnything() {
    store(5);
    Bundle page = search("_count=3&_sort=birthdate");
    server.client().delete().resourceById("Patient", ids(page).getFirst()).execute();
    Patient early = patient(0);
    early.getBirthDateElement().setValueAsString("1901-01-01");
    server.client().create().resource(early).execute();
    Bundle second = server.client().loadPage().next(page).execute();
    assertThat(second.getEntry())
        .extracting(
            entry -> ((Patient) entry.getResource()).getBirthDateElement().getValueAsString())
        .containsExactly("1901-01-01", "1953-01-01", "1954-01-01");
    assertThat(second.getLink("next")).isNull();
  }

  @Test
  void aFullPageOfManyHasItsIncludesAndANextPage() {
    Organization organization = new Organization().setName(family);
    storeIts(organization, 3);
    Bundle page = search("_count=2&_include=Patient:organization");
    assertThat(page.getEntry()).hasSize(3);
    Bundle second = server.client().loadPage().next(page).execute();
    assertThat(second.getEntry())
        .extracting(entry -> entry.getSearch().getMode())
        .containsExactlyInAnyOrder(SearchEntryMode.MATCH, SearchEntryMode.INCLUDE);
    assertThat(second.getLink("next")).isNull();
  }

  @Test
  void whatIsIncludedComesAlongAndDoesNotCount() {
    Organization organization = new Organization().setName(family);
    storeIts(organization, 2);
    Bundle page = search("_count=2&_include=Patient:organization");
    assertThat(page.getEntry())
        .extracting(entry -> entry.getSearch().getMode())
        .containsExactlyInAnyOrder(
            SearchEntryMode.MATCH, SearchEntryMode.MATCH, SearchEntryMode.INCLUDE);
    assertThat(page.getTotal()).isEqualTo(2);
    assertThat(page.getLink("next")).isNull();
    Bundle reverse =
        bundle("Organization?name=" + family + "&_revinclude=Patient:organization&_count=1");
    assertThat(reverse.getEntry()).hasSize(3);
    assertThat(reverse.getTotal()).isEqualTo(1);
    assertThat(searchesWrittenDown()).isZero();
  }

  @Test
  void orderAndSelectionAreKept() {
    store(3);
    assertThat(search("_sort=-birthdate").getEntry())
        .extracting(
            entry -> ((Patient) entry.getResource()).getBirthDateElement().getValueAsString())
        .containsExactly("1952-01-01", "1951-01-01", "1950-01-01");
    assertThat(search("_elements=birthDate").getEntry())
        .allMatch(entry -> !((Patient) entry.getResource()).hasName());
    Bundle counted = search("_summary=count");
    assertThat(counted.getEntry()).isEmpty();
    assertThat(counted.getTotal()).isEqualTo(3);
    assertThat(search("_total=accurate&_count=2").getTotal()).isEqualTo(3);
  }

  /** Stores an organization and so many patients of it. */
  private void storeIts(Organization organization, int patients) {
    String id =
        server
            .client()
            .create()
            .resource(organization)
            .execute()
            .getId()
            .toUnqualifiedVersionless()
            .getValue();
    for (int i = 0; i < patients; i++) {
      Patient patient = patient(i);
      patient.setManagingOrganization(new Reference(id));
      server.client().create().resource(patient).execute();
    }
  }

  private void store(int patients) {
    for (int i = 0; i < patients; i++) {
      server.client().create().resource(patient(i)).execute();
    }
  }

  private Patient patient(int number) {
    Patient patient = new Patient();
    patient.addName().setFamily(family);
    patient.getBirthDateElement().setValueAsString(1950 + number + "-01-01");
    return patient;
  }

  private Bundle search(String parameters) {
    return bundle("Patient?family=" + family + (parameters.isEmpty() ? "" : "&" + parameters));
  }

  private Bundle bundle(String url) {
    return server.client().search().byUrl(url).returnBundle(Bundle.class).execute();
  }

  private static List<String> ids(Bundle page) {
    return page.getEntry().stream().map(entry -> entry.getResource().getIdPart()).toList();
  }

  private int searchesWrittenDown() {
    return server
        .bean(JdbcTemplate.class)
        .queryForList(
            "select search_uuid from hfj_search where search_query_string_vc like ?",
            String.class,
            "%" + family + "%")
        .size();
  }

  private int resultsWrittenDown() {
    return server
        .bean(JdbcTemplate.class)
        .queryForList(
            "select resource_pid from hfj_search_result r join hfj_search s on s.pid = r.search_pid"
                + " where s.search_query_string_vc like ?",
            Long.class,
            "%" + family + "%")
        .size();
  }
}
