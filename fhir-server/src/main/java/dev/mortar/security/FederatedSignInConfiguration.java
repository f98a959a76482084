package dev.mortar.security;

import dev.mortar.authorization.Rates;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.federation.NewPeople;
import dev.mortar.store.FhirStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** What a sign-in by an identity provider needs of the server. */
@Configuration(proxyBeanMethods = false)
class FederatedSignInConfiguration {
  @Bean
  FederatedBrowser federatedBrowser(ServerAddress server, ApplicationEventPublisher events) {
    return new FederatedBrowser(
        new StateCookies(server, "mortar-federation-", "/federation"), events);
  }

  @Bean
  NewPeople newPeople(ObjectProvider<FhirStore> store) {
    return new FederatedPractitioners(store::getObject);
  }

  /** By cookie, like the sign-in page; what waits in the session stays there. */
  @Bean
  @Order(26)
  SecurityFilterChain federationPages(HttpSecurity http, Rates rates, Refusals refusals)
      throws Exception {
    return http.securityMatcher(Paths.any("/federation/**"))
        .addFilterBefore(RateFilter.ofAddresses(rates, refusals), AuthorizationFilter.class)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(Paths.reading("/federation/*", "/federation/*/callback"))
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        .headers(SecurityConfiguration::plainPage)
        .build();
  }
}
