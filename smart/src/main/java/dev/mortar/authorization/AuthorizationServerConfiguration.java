package dev.mortar.authorization;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.CorsFilter;

/** The endpoints of OAuth 2 and OpenID Connect, and the sign-in page before them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrandProperties.class)
class AuthorizationServerConfiguration {
  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  @Bean
  AuthorizationServerSettings authorizationServerSettings(ServerAddress server) {
    return AuthorizationServerSettings.builder().issuer(server.issuer()).build();
  }

  @Bean
  ClientCertificates clientCertificates(ServerProperties server) {
    return new ClientCertificates(
        Ssl.isEnabled(server.getSsl())
            && Set.of(Ssl.ClientAuth.WANT, Ssl.ClientAuth.NEED)
                .contains(server.getSsl().getClientAuth()));
  }

  @Bean
  ServletRegistrationBean<HttpServlet> smartConfiguration(
      ServerAddress server, ClientCertificates certificates, BrandProperties brand) {
    ServletRegistrationBean<HttpServlet> bean =
        new ServletRegistrationBean<>(
            new SmartConfiguration(server, certificates, BrandBundle.identifier(brand, server)),
            "/fhir/.well-known/smart-configuration");
    bean.setName("smart-configuration");
    return bean;
  }

  @Bean
  ServletRegistrationBean<HttpServlet> brandBundle(ServerAddress server, BrandProperties brand) {
    ServletRegistrationBean<HttpServlet> bean =
        new ServletRegistrationBean<>(new BrandBundle(brand, server), BrandBundle.PATH);
    bean.setName("brand-bundle");
    return bean;
  }

  @Bean
  Introspection introspection(Tokens tokens, LaunchContext context, ServerAddress server) {
    return new Introspection(tokens, context, server);
  }

  @Bean
  RequestRules requestRules(ServerAddress server, Accounts accounts, LaunchRules launches) {
    return new RequestRules(server, accounts, launches);
  }

  @Bean
  LaunchContext launchContext(
      JwtDecoder decoder,
      OAuth2AuthorizationService grants,
      LaunchRules launches,
      ServerAddress server) {
    return new LaunchContext(decoder, grants, launches, server);
  }

  @Bean
  Origins origins(RegisteredApps apps, Clock clock) {
    return new Origins(apps, clock);
  }

  @Bean
  @Order(1)
  SecurityFilterChain authorizationEndpoints(
      HttpSecurity http,
      RequestRules rules,
      LaunchContext context,
      ClientProofs proofs,
      Introspection introspection,
      SignInFilters filters,
      Origins origins)
      throws Exception {
    OAuth2AuthorizationServerConfigurer endpoints =
        OAuth2AuthorizationServerConfigurer.authorizationServer();
    // Browsers ask before they call; the framework's own matcher knows the calls only.
    RequestMatcher asking =
        PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.OPTIONS, "/oauth2/*");
    return http.securityMatcher(new OrRequestMatcher(endpoints.getEndpointsMatcher(), asking))
        .with(
            endpoints,
            all ->
                all.oidc(oidc -> oidc.providerConfigurationEndpoint(proofs::describe))
                    .authorizationServerMetadataEndpoint(proofs::describe)
                    .clientAuthentication(proofs::addTo)
                    .tokenIntrospectionEndpoint(
                        asked -> asked.introspectionResponseHandler(introspection))
                    .authorizationEndpoint(
                        authorize ->
                            authorize
                                .consentPage("/oauth2/consent")
                                .authenticationProviders(new ProviderRules(rules)::addTo))
                    .tokenEndpoint(
                        token ->
                            token
                                .authenticationProviders(new ProviderRules(rules)::addTo)
                                .accessTokenResponseHandler(context.handler())))
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .oauth2ResourceServer(
            resources ->
                resources
                    .bearerTokenResolver(AuthorizationServerConfiguration::bearer)
                    .jwt(Customizer.withDefaults()))
        .cors(cors -> cors.configurationSource(origins))
        .addFilterAfter(filters.rate(), CorsFilter.class)
        .addFilterAfter(filters.trail(), CorsFilter.class)
        .addFilterAfter(filters.guard(), CorsFilter.class)
        .addFilterAfter(filters.picker(), CorsFilter.class)
        .addFilterAfter(new TokenRequests(), CorsFilter.class)
        .addFilterBefore(EndpointTrail.whoAsks(), AuthorizationFilter.class)
        .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(PAGE_POLICY)))
        .exceptionHandling(
            refused ->
                refused.defaultAuthenticationEntryPointFor(
                    new LoginUrlAuthenticationEntryPoint("/login"),
                    new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
        .build();
  }

  /** Where a token says who asks about another, it was looked at before. */
  private static @Nullable String bearer(HttpServletRequest request) {
    return request.getRequestURI().equals(BearerIntrospector.PATH)
        ? null
        : new DefaultBearerTokenResolver().resolve(request);
  }

  @Bean
  @Order(2)
  SecurityFilterChain signInPages(
      HttpSecurity http,
      PasswordSignIn signIn,
      AuthenticationEventPublisher events,
      RegisteredClientRepository clients,
      ServerAddress server,
      SignInFilters filters,
      Origins origins,
      ObjectProvider<OtherSignIns> others)
      throws Exception {
    EndElsewhere end = new EndElsewhere(others);
    ProviderManager manager = new ProviderManager(signIn);
    manager.setAuthenticationEventPublisher(events);
    // Whole paths: the framework's own choice would take /fhir/login for /login.
    var paths = PathPatternRequestMatcher.withDefaults();
    return http.securityMatcher(
            new OrRequestMatcher(
                paths.matcher("/login"),
                paths.matcher("/login/*"),
                paths.matcher("/logout"),
                paths.matcher("/oauth2/consent")))
        .authenticationManager(manager)
        .addFilterAfter(filters.rate(), CorsFilter.class)
        .addFilterAfter(filters.guard(), CorsFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        paths.matcher("/oauth2/consent"),
                        paths.matcher(PatientPicker.PAGE),
                        paths.matcher("/login/second-factor"))
                    .authenticated()
                    .requestMatchers(
                        paths.matcher(PasskeyPage.PATH), paths.matcher(PasswordPage.PATH))
                    .hasAuthority(SignIns.OWN)
                    .anyRequest()
                    .permitAll())
        .formLogin(
            form ->
                form.loginPage("/login")
                    .authenticationDetailsSource(SignInDetails::new)
                    .defaultSuccessUrl("/app/"))
        .logout(
            out ->
                out.logoutUrl("/logout")
                    .addLogoutHandler((request, response, user) -> filters.signedOut(user))
                    .addLogoutHandler(end)
                    .logoutSuccessHandler(end))
        .cors(cors -> cors.configurationSource(origins))
        .headers(headers -> headers.addHeaderWriter(new FormTargets(clients, server, end)))
        .build();
  }

  @Bean
  PasswordSignIn passwordSignIn(
      JdbcAccounts accounts,
      PasswordEncoder passwords,
      SecondFactors factors,
      Passkeys passkeys,
      AuthorizationProperties properties,
      Credentialing credentialing,
      Clock clock) {
    return new PasswordSignIn(
        accounts,
        passwords,
        factors,
        new PasskeySignIn(new OpenAccounts(accounts, credentialing), passkeys),
        properties.lock(),
        credentialing,
        clock);
  }

  /** Puts our rules into the providers that judge requests. */
  private record ProviderRules(RequestRules rules) {
    void addTo(List<AuthenticationProvider> providers) {
      for (AuthenticationProvider provider : providers) {
        switch (provider) {
          case OAuth2AuthorizationCodeRequestAuthenticationProvider codes -> {
            codes.setAuthenticationValidator(
                OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR
                    .andThen(rules::checkCodeRequest));
            codes.setAuthorizationConsentRequired(Consents::needed);
          }
          case OAuth2ClientCredentialsAuthenticationProvider clients ->
              clients.setAuthenticationValidator(rules::checkClientRequest);
          default -> {}
        }
      }
    }
  }
}
