package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.access.Access;
import dev.mortar.authorization.Origins;
import dev.mortar.authorization.Rates;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who gets in at which address. What no chain names is closed; the chains of the sign-in come
 * first.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final String AUDIT_KEYS = "/.well-known/audit-keys.json";

  private static final String NOTHING_RUNS =
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

  /** Mantine sets styles on elements, which only {@code unsafe-inline} lets through. */
  private static final String OUR_APP =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  /** Swagger's page brings its own inline script. */
  private static final String API_PAGE =
      "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

  private static final String PLAIN_PAGE =
      "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none';"
          + " form-action 'none'";

  private final Rates rates;

  SecurityConfiguration(Rates rates) {
    this.rates = rates;
  }

  @Bean
  OpenModules openModules(Access access) {
    return new OpenModules(access.entitlements());
  }

  @Bean
  Refusals refusals(FhirContext fhir, ApplicationEventPublisher events, OpenModules modules) {
    return new Refusals(fhir, events, modules, rates);
  }

  @Bean
  HttpFirewall httpFirewall() {
    return new Firewall();
  }

  /** Each filter of a chain would be timed; the request as a whole is. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** The page that shows the API is for people who try Mortar out, on their own machine. */
  @Bean
  @Order(10)
  @Profile("demo")
  SecurityFilterChain apiPage(HttpSecurity http) throws Exception {
    return http.securityMatcher(Paths.any("/fhir/swagger-ui/**", "/fhir/api-docs"))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(Paths.reading("/fhir/swagger-ui/**", "/fhir/api-docs"))
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        .headers(headers -> policy(headers, API_PAGE))
        .build();
  }

  @Bean
  @Order(20)
  SecurityFilterChain fhirApi(
      HttpSecurity http, BearerTokens tokens, Refusals refusals, Origins origins) throws Exception {
    return withoutDpop(
        bearerOnly(http.securityMatcher(Paths.any("/fhir", "/fhir/**")), tokens, refusals)
            .cors(cors -> cors.configurationSource(origins))
            .authorizeHttpRequests(
                requests ->
                    requests
                        .requestMatchers(
                            Paths.reading(
                                "/fhir/metadata",
                                "/fhir/.well-known/smart-configuration",
                                "/fhir/.well-known/user-access-brands"))
                        .permitAll()
                        .anyRequest()
                        .authenticated())
            .build());
  }

  @Bean
  @Order(21)
  SecurityFilterChain adminApi(
      HttpSecurity http,
      BearerTokens tokens,
      Refusals refusals,
      Standings standings,
      OpenModules modules)
      throws Exception {
    return withoutDpop(
        bearerOnly(http.securityMatcher(Paths.any("/api/**")), tokens, refusals)
            .authorizeHttpRequests(
                requests ->
                    requests
                        .requestMatchers(Paths.reading("/api/me"))
                        .authenticated()
                        .requestMatchers(Paths.any("/api/me/apps", "/api/me/apps/*"))
                        .hasAuthority(CallerAuthentication.OWN_PAGES)
                        .requestMatchers(Paths.reading("/api/hl7/**"))
                        .access(modules.and(new Unbound("clinical.read", standings)))
                        .requestMatchers(Paths.any("/api/launches"))
                        .hasAuthority("clinical.read")
                        .anyRequest()
                        .access(
                            modules.and(
                                AuthorityAuthorizationManager.hasAuthority("system.write"))))
            .build());
  }

  /** Besides the handshake nothing is served here. */
  @Bean
  @Order(24)
  SecurityFilterChain subscriptionSocket(
      HttpSecurity http, BearerTokens tokens, Refusals refusals, SocketTokens socketTokens)
      throws Exception {
    return withoutDpop(
        bearerOnly(http.securityMatcher(Paths.any(Paths.SOCKET)), tokens, refusals)
            .oauth2ResourceServer(resources -> resources.bearerTokenResolver(socketTokens))
            .authorizeHttpRequests(
                requests ->
                    requests
                        .requestMatchers(Paths.reading(Paths.SOCKET))
                        .authenticated()
                        .anyRequest()
                        .denyAll())
            .build());
  }

  @Bean
  @Order(22)
  SecurityFilterChain health(HttpSecurity http, BearerTokens tokens, Refusals refusals)
      throws Exception {
    return withoutDpop(
        bearerOnly(http.securityMatcher(Paths.any("/actuator/**")), tokens, refusals)
            .authorizeHttpRequests(
                requests ->
                    requests
                        .requestMatchers(
                            Paths.reading(
                                "/actuator/health",
                                "/actuator/health/liveness",
                                "/actuator/health/readiness"))
                        .permitAll()
                        .anyRequest()
                        .hasAuthority("system.read"))
            .build());
  }

  /** The pages of the demo, for this machine alone. */
  @Bean
  @Order(23)
  @Profile("demo")
  SecurityFilterChain demoPages(HttpSecurity http) throws Exception {
    return http.securityMatcher(Paths.any("/demo/**"))
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(SecurityConfiguration::untouched)
        .authorizeHttpRequests(requests -> requests.anyRequest().access(new LoopbackOnly()))
        .headers(headers -> policy(headers, OUR_APP))
        .build();
  }

  /** Launches from EHRs, by cookie like the sign-in; and the keys by which others know us. */
  @Bean
  @Order(25)
  SecurityFilterChain ehrLaunchPages(HttpSecurity http, Refusals refusals) throws Exception {
    return http.securityMatcher(Paths.any("/ehr/**", EhrLaunches.KEYS, AUDIT_KEYS))
        .addFilterBefore(RateFilter.ofAddresses(rates, refusals), AuthorizationFilter.class)
        .logout(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        Paths.reading("/ehr/launch", "/ehr/callback", EhrLaunches.KEYS, AUDIT_KEYS))
                    .permitAll()
                    .requestMatchers(Paths.reading("/ehr/arrived"))
                    .authenticated()
                    .anyRequest()
                    .denyAll())
        .exceptionHandling(
            refused ->
                refused.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
        .headers(SecurityConfiguration::plainPage)
        .build();
  }

  /** The web app's files are the same for everyone; everything else is closed. */
  @Bean
  @Order(100)
  SecurityFilterChain everythingElse(HttpSecurity http, Refusals refusals) throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(SecurityConfiguration::untouched)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(Paths.reading("/", "/app", "/app/**", "/favicon.ico"))
                    .permitAll()
                    .requestMatchers(Paths.any("/error"))
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        .exceptionHandling(
            refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .headers(
            headers -> {
              headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable);
              policy(headers, OUR_APP);
            })
        .build();
  }

  /**
   * Spring puts a filter for DPoP into each chain that takes bearer tokens, asked or not. Nobody
   * gets such a token here, so nothing else may come in by that way.
   */
  private static SecurityFilterChain withoutDpop(DefaultSecurityFilterChain chain) {
    chain.getFilters().removeIf(AuthenticationFilter.class::isInstance);
    return chain;
  }

  private HttpSecurity bearerOnly(HttpSecurity http, BearerTokens tokens, Refusals refusals)
      throws Exception {
    var place = BearerTokenAuthenticationFilter.class;
    // Without cookies there is nothing that a foreign page could make a browser send along.
    return http.csrf(AbstractHttpConfigurer::disable)
        .addFilterBefore(RateFilter.ofAddresses(rates, refusals), place)
        .addFilterAfter(RateFilter.ofCallers(rates, refusals), place)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(SecurityConfiguration::untouched)
        .oauth2ResourceServer(
            resources ->
                resources
                    // Otherwise Spring would take the resolver of the sockets for all addresses.
                    .bearerTokenResolver(new HeaderToken())
                    .authenticationManagerResolver(tokens)
                    .authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals))
        .exceptionHandling(
            refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .headers(SecurityConfiguration::nothingRuns);
  }

  /**
   * A cookie of the sign-in may come along. Each request would give it a new value, and one that
   * the browser sends meanwhile with the old value would sign the person out.
   */
  static void untouched(SessionManagementConfigurer<HttpSecurity> sessions) {
    sessions
        .sessionCreationPolicy(SessionCreationPolicy.STATELESS)
        .sessionFixation(SessionManagementConfigurer.SessionFixationConfigurer::none);
  }

  static void nothingRuns(HeadersConfigurer<HttpSecurity> headers) {
    policy(headers, NOTHING_RUNS);
  }

  /** Of pages without scripts and forms. */
  static void plainPage(HeadersConfigurer<HttpSecurity> headers) {
    policy(headers, PLAIN_PAGE);
  }

  private static void policy(HeadersConfigurer<HttpSecurity> headers, String directives) {
    headers
        .contentSecurityPolicy(csp -> csp.policyDirectives(directives))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
        .httpStrictTransportSecurity(Customizer.withDefaults());
  }
}
