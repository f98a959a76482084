package dev.mortar.storage.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.authorization.Seal;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class SealedQueriesTest {
  private static final String NUMBER = "987-65-4321";

  private final Sealing sealing;
  private final SealedQueries queries;

  SealedQueriesTest() {
    var database =
        new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(database).locations("classpath:db/storage").load().migrate();
    var ciphers = new Ciphers(new SecureRandom());
    var seal = Seal.of(Base64.getEncoder().encodeToString(new byte[32]));
    var sensitive = new Sensitive(Set.of("http://hl7.org/fhir/sid/us-ssn"), Set.of("SS"));
    this.sealing =
        new Sealing(
            sensitive, true, new DataKeys(database, false, seal, ciphers), ciphers, new Failures());
    this.queries = new SealedQueries(sensitive, true, sealing);
  }

  @Test
  void theNumberOfAQuestionIsKeptAsItsHash() {
    for (String query :
        new String[] {
          "Patient?identifier=http://hl7.org/fhir/sid/us-ssn|987-65-4321",
          "Patient?active=true&identifier=http%3A%2F%2Fhl7.org%2Ffhir%2Fsid%2Fus-ssn%7C987-65-4321&x=1",
          "Patient?identifier=urn:mrn|7,http://hl7.org/fhir/sid/us-ssn|987-65-4321",
          "Patient?identifier=987-65-4321",
          "Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|SS|987-65-4321",
          "Observation?subject:Patient.identifier=http://hl7.org/fhir/sid/us-ssn|987-65-4321",
          "Observation?_has:Patient:x:identifier=http://hl7.org/fhir/sid/us-ssn%7C987-65-4321"
        }) {
      assertThat(queries.kept(query))
          .isEqualTo(query.replace(NUMBER, sealing.hashed(NUMBER)))
          .doesNotContain("987");
    }
  }

  @Test
  void whatIsNotSensitiveIsKeptAsItWasAsked() {
    for (String query :
        new String[] {
          "Patient?identifier=urn:mrn|987-65-4321",
          "Patient?identifier=77",
          "Patient?identifier=http://hl7.org/fhir/sid/us-ssn|",
          "Patient?name=987-65-4321",
          "Patient/7?identifier",
          "Patient?identifier=%zz"
        }) {
      assertThat(queries.kept(query)).isEqualTo(query);
    }
  }

  @Test
  void aQuestionInHl7HoldsNoNumberEither() {
    assertThat(queries.keptOfMessage("@PID.3.1^987654321~@PID.5.1^Example"))
        .isEqualTo("@PID.3.1^" + sealing.hashed("987654321") + "~@PID.5.1^Example");
  }
}
