package dev.mortar.security;

import dev.mortar.authorization.OpenAccounts;
import dev.mortar.authorization.Rates;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.ehr.EhrPeople;
import dev.mortar.ehr.HookClients;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/** Who may ask the decision services, and what they may show. */
@Configuration(proxyBeanMethods = false)
class HookConfiguration {
  /** That there are services, and what they want to know, everyone may read; else a JWT is due. */
  @Bean
  @Order(26)
  SecurityFilterChain decisionServices(
      HttpSecurity http,
      HookClients clients,
      ServerAddress server,
      Rates rates,
      Refusals refusals,
      ApplicationEventPublisher events)
      throws Exception {
    var place = BearerTokenAuthenticationFilter.class;
    return http.securityMatcher(Paths.any("/cds-services", "/cds-services/**"))
        .csrf(AbstractHttpConfigurer::disable)
        .cors(cors -> cors.configurationSource(new HookOrigins(clients)))
        .addFilterBefore(RateFilter.ofAddresses(rates, refusals), place)
        .addFilterBefore(new HookTrail(events), place)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(SecurityConfiguration::untouched)
        .oauth2ResourceServer(
            resources ->
                resources
                    .authenticationManagerResolver(new HookTokens(clients, server))
                    .authenticationEntryPoint(refusals::unsigned)
                    .accessDeniedHandler(refusals))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(Paths.reading("/cds-services"))
                    .permitAll()
                    .requestMatchers(
                        Paths.of(HttpMethod.POST, "/cds-services/*", "/cds-services/*/feedback"))
                    .authenticated()
                    .anyRequest()
                    .denyAll())
        .exceptionHandling(
            refused ->
                refused.authenticationEntryPoint(refusals::unsigned).accessDeniedHandler(refusals))
        .headers(SecurityConfiguration::nothingRuns)
        .build();
  }

  @Bean
  HookReading hookReading(
      ReadRules rules, Standings standings, EhrPeople people, OpenAccounts accounts) {
    return new HookReading(rules, standings, people, accounts);
  }
}
