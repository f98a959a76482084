package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.access.Access;
import dev.mortar.authorization.People;
import dev.mortar.authorization.RegisteredApps;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.due.DueWork;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who has what access, reviewed and on record. */
@Configuration(proxyBeanMethods = false)
class ReviewConfiguration {
  @Bean
  AccessReviews accessReviews(
      People people, RegisteredApps apps, FhirStore store, PersonalRights personal, Clock clock) {
    return new AccessReviews(people, new AccessReport(people, apps, store, personal), store, clock);
  }

  @Bean
  AccessReviewJob accessReviewJob() {
    return new AccessReviewJob();
  }

  @Bean
  AccessGrants accessGrants(
      PersonalRights personal, Access access, FhirStore store, GrantRecords records) {
    return new AccessGrants(personal, access.entitlements(), store, records);
  }

  @Bean
  GrantRecords grantRecords(
      DueWork due, FhirStore store, ServerAddress server, FhirContext fhir, Clock clock) {
    return new GrantRecords(due, store, server, fhir, clock);
  }
}
