package dev.mortar.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mortar.server.TestServer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * A real OpenID provider on this machine with the issuers {@code /staff}, {@code /other} and {@code
 * /many}, and a directory as Microsoft Graph beside it. Whom it knows and what it says of them the
 * test decides; and it can be made to lie.
 */
final class TestProvider implements AutoCloseable {
  private static final String KEY = "provider";

  /** What ID tokens say of people, by name. */
  final Map<String, Map<String, Object>> people = new ConcurrentHashMap<>();

  /** Changes the claims of each ID token. */
  volatile Consumer<Map<String, Object>> change = claims -> {};

  /** Writes each ID token. */
  volatile Writer writer = this::signed;

  /** What UserInfo says of people besides their subject, by name. */
  final Map<String, Map<String, Object>> more = new ConcurrentHashMap<>();

  /** Answers UserInfo, once the access token was found good. */
  volatile Told userInfo = this::tell;

  /** Answers who asks the directory with a good access token for their groups. */
  volatile Told directory = (name, response) -> response.sendError(404);

  private final URI root;
  private final RSAKey key;
  private final AnnotationConfigServletWebServerApplicationContext context =
      new AnnotationConfigServletWebServerApplicationContext();

  private TestProvider(TestServer server) throws JOSEException {
    this.root = server.provider();
    this.key = new RSAKeyGenerator(2048).keyID(KEY).generate();
    context.registerBean(TestProvider.class, () -> this);
    context.registerBean(TestServer.class, () -> server);
    context.register(Parts.class);
    context.refresh();
  }

  static TestProvider start(TestServer server) {
    try {
      return new TestProvider(server);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  RSAKey key() {
    return key;
  }

  /** Signs in there with a browser of its own, and returns where that one is sent. */
  String signIn(String authorize, String name) {
    people.putIfAbsent(name, Map.of());
    HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    send(browser, HttpRequest.newBuilder(URI.create(authorize)));
    HttpResponse<String> signedIn =
        send(
            browser,
            HttpRequest.newBuilder(root.resolve("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + name + "&password=secret")));
    String next = TestBrowser.location(signedIn);
    return TestBrowser.location(send(browser, HttpRequest.newBuilder(root.resolve(next))));
  }

  private static HttpResponse<String> send(HttpClient browser, HttpRequest.Builder request) {
    try {
      return browser.send(request.header("Accept", "text/html").build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As an honest provider does. */
  String signed(JWTClaimsSet claims) throws JOSEException {
    return signedBy(key, claims);
  }

  static String signedBy(RSAKey key, JWTClaimsSet claims) throws JOSEException {
    var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY).build(), claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  /** As an honest provider does. */
  void tell(String name, HttpServletResponse response) throws IOException {
    tell(response, claims(name));
  }

  Map<String, Object> claims(String name) {
    Map<String, Object> all = new HashMap<>(more.getOrDefault(name, Map.of()));
    all.putIfAbsent("sub", name);
    return all;
  }

  static void tell(HttpServletResponse response, Map<String, Object> json) throws IOException {
    tell(response, "application/json", JSONObjectUtils.toJSONString(json));
  }

  static void tell(HttpServletResponse response, String type, String text) throws IOException {
    response.setContentType(type);
    response.getWriter().write(text);
  }

  private void directory(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean right =
        request.getMethod().equals("POST")
            && request.getContentType().startsWith("application/json")
            && body.equals("{\"securityEnabledOnly\":false}");
    if (right) {
      directory.answer(request.getUserPrincipal().getName(), response);
    } else {
      response.sendError(400);
    }
  }

  private String token(Map<String, Object> claims) {
    boolean aboutSomebody = claims.containsKey("nonce");
    Map<String, Object> all = new HashMap<>(claims);
    if (aboutSomebody) {
      all.putAll(people.getOrDefault(String.valueOf(all.get("sub")), Map.of()));
      change.accept(all);
    }
    var set = new JWTClaimsSet.Builder();
    all.forEach(
        (name, value) -> set.claim(name, value instanceof Instant at ? Date.from(at) : value));
    try {
      return aboutSomebody ? writer.write(set.build()) : signed(set.build());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }

  /** Makes a token of claims. */
  interface Writer {
    String write(JWTClaimsSet claims) throws JOSEException;
  }

  /** Answers what somebody asks of themselves. */
  interface Told {
    void answer(String name, HttpServletResponse response) throws IOException;
  }

  /** The provider's program; public, as Spring makes it. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Parts {
    @Bean
    TomcatServletWebServerFactory web(TestProvider provider) {
      var tomcat = new TomcatServletWebServerFactory(provider.root.getPort());
      tomcat.setAddress(InetAddress.getLoopbackAddress());
      tomcat.setRegisterDefaultServlet(true);
      return tomcat;
    }

    @Bean
    @Order(1)
    SecurityFilterChain endpoints(HttpSecurity http, TestProvider provider) throws Exception {
      var endpoints = OAuth2AuthorizationServerConfigurer.authorizationServer();
      return http.securityMatcher(endpoints.getEndpointsMatcher())
          .with(
              endpoints,
              all ->
                  all.oidc(
                      oidc ->
                          oidc.userInfoEndpoint(
                              info ->
                                  info.userInfoResponseHandler(
                                      (request, response, known) ->
                                          provider.userInfo.answer(known.getName(), response)))))
          .oauth2ResourceServer(tokens -> tokens.jwt(Customizer.withDefaults()))
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .exceptionHandling(
              refused ->
                  refused.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
          .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain directory(HttpSecurity http, TestProvider provider) throws Exception {
      return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/graph/**"))
          .csrf(AbstractHttpConfigurer::disable)
          .oauth2ResourceServer(tokens -> tokens.jwt(Customizer.withDefaults()))
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .addFilterAfter(
              (request, response, chain) ->
                  provider.directory((HttpServletRequest) request, (HttpServletResponse) response),
              AuthorizationFilter.class)
          .build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain door(HttpSecurity http) throws Exception {
      return http.csrf(AbstractHttpConfigurer::disable)
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .build();
    }

    @Bean
    UserDetailsService people(TestProvider provider) {
      return name -> User.withUsername(name).password("{noop}secret").build();
    }

    @Bean
    JWKSource<SecurityContext> keys(TestProvider provider) {
      return new ImmutableJWKSet<>(new JWKSet(provider.key));
    }

    @Bean
    JwtEncoder encoder(TestProvider provider) {
      return asked -> {
        var claims = asked.getClaims();
        return new Jwt(
            provider.token(claims.getClaims()),
            claims.getIssuedAt(),
            claims.getExpiresAt(),
            Map.of("alg", "RS256"),
            claims.getClaims());
      };
    }

    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
      return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().multipleIssuersAllowed(true).build();
    }

    @Bean
    RegisteredClientRepository clients(TestServer server) {
      return new InMemoryRegisteredClientRepository(
          client("mortar", server)
              .clientSecret("{noop}" + TestServer.PROVIDER_SECRET)
              .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
              .clientSettings(ClientSettings.builder().requireProofKey(true).build())
              .build(),
          client("mortar-signs", server)
              .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
              .clientSettings(
                  ClientSettings.builder()
                      .requireProofKey(true)
                      .jwkSetUrl(server.root() + "/.well-known/jwks.json")
                      .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.ES384)
                      .build())
              .build());
    }

    private static RegisteredClient.Builder client(String id, TestServer server) {
      return RegisteredClient.withId(UUID.randomUUID().toString())
          .clientId(id)
          .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
          .redirectUri(server.root() + "/federation/staff/callback")
          .redirectUri(server.root() + "/federation/other/callback")
          .redirectUri(server.root() + "/federation/many/callback")
          .postLogoutRedirectUri(server.root() + "/login?signed-out")
          .scope("openid")
          .scope("profile")
          .scope("email");
    }
  }
}
