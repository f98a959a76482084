package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.searchparam.matcher.SearchParamMatcher;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import dev.mortar.access.Access;
import dev.mortar.access.Caller;
import dev.mortar.access.OperationTable;
import dev.mortar.access.PolicyTable;
import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.access.Standing;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContextHolder;

class ReadFilterTest {
  private static final FhirContext FHIR = FhirContext.forR4Cached();

  /** Only scopes with restrictions need it. */
  private static final SearchParamMatcher NO_RESTRICTIONS = new SearchParamMatcher();

  private static final Access ACCESS = new Access(PolicyTable.shipped(), OperationTable.shipped());

  private final ReadFilter filter =
      new ReadFilter(
          new ReadRules(
              ACCESS,
              FHIR,
              NO_RESTRICTIONS,
              nobody -> Set.of(),
              new Labels(ACCESS.entitlements(), type -> false, person -> Map.of())));

  @AfterEach
  void forgetTheCaller() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void aResourceDeepInAnAnswerIsLookedAtToo() {
    assertThat(filter.beforeAnswering(asked(), holding("own"))).isTrue();
    assertThatThrownBy(() -> filter.beforeAnswering(asked(), holding("other")))
        .isInstanceOf(ForbiddenOperationException.class);
  }

  private static ResponseDetails holding(String id) {
    Parameters answer = new Parameters();
    Patient patient = new Patient();
    patient.setId("Patient/" + id);
    answer.addParameter().setName("result").addPart().setName("match").setResource(patient);
    return new ResponseDetails(answer);
  }

  private static SystemRequestDetails asked() {
    var request = new SystemRequestDetails();
    var caller =
        new Caller(
            "p",
            Role.PATIENT,
            Optional.of("Patient/own"),
            Optional.of("own"),
            Scopes.parse("patient/*.rs"),
            "an-app");
    SecurityContextHolder.getContext()
        .setAuthentication(new CallerAuthentication(caller, Set.of()));
    RequestCaller.bind(request, anybody -> Standing.NONE);
    return request;
  }
}
