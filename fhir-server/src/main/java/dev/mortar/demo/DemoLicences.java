package dev.mortar.demo;

import dev.mortar.access.Role;
import dev.mortar.ig.Canonicals;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Practitioner;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/** The demo's pharmacists need a licence like everybody; theirs are plainly made up. */
final class DemoLicences implements ApplicationRunner {
  private static final int YEARS = 10;

  private final FhirStore store;
  private final Clock clock;

  DemoLicences(FhirStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    for (Role role : List.of(Role.SENIOR_PHARMACIST, Role.STAFF_PHARMACIST)) {
      String id = new IdType(DemoAccounts.account(role).fhirUser()).getIdPart();
      Practitioner person = store.find(Practitioner.class, id).orElseGet(() -> person(id, role));
      if (!person.hasQualification()) {
        store.save(licensed(person));
      }
    }
  }

  private static Practitioner person(String id, Role role) {
    var person = new Practitioner();
    person.setId(id);
    person.setActive(true);
    person.getMeta().addTag(new Coding(Canonicals.CS_TAG, "sample", null));
    person.addName().setFamily("Sample").addGiven("Demo " + role.code());
    return person;
  }

  private Practitioner licensed(Practitioner person) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var licence = person.addQualification();
    licence
        .addIdentifier()
        .setSystem("https://example.org/sample-licences")
        .setValue("SAMPLE-" + person.getIdElement().getIdPart());
    licence.getCode().setText("Sample licence, not a real one");
    licence.getIssuer().setDisplay("Sample board of pharmacy");
    licence
        .getPeriod()
        .setStartElement(new DateTimeType(today.minusYears(1).toString()))
        .setEndElement(new DateTimeType(today.plusYears(YEARS).toString()));
    return person;
  }
}
