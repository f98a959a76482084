package dev.mortar.server;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import dev.mortar.MortarServer;
import dev.mortar.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.support.TestPropertySourceUtils;

/** The whole program on a free port, with an empty store and a data folder of its own. */
public final class TestServer implements ExtensionContext.Store.CloseableResource {
  /** By which the identity provider {@code staff} knows us. */
  public static final String PROVIDER_SECRET = "a secret of the tests";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;
  private final TestStore store;
  private final URI root;
  private final URI importSource;
  private final URI hookSource;
  private final URI provider;
  private final TestTokens tokens;

  private TestServer(
      ConfigurableApplicationContext context,
      TestStore store,
      URI root,
      URI importSource,
      URI hookSource,
      URI provider) {
    this.context = context;
    this.store = store;
    this.root = root;
    this.importSource = importSource;
    this.hookSource = hookSource;
    this.provider = provider;
    this.tokens = new TestTokens(context);
  }

  /** A server with the store of this run; tests share one through {@link ServerTest}. */
  static TestServer start(String... arguments) {
    Path folder = temporaryFolder();
    return start(TestStore.ofThisRun(folder), folder, arguments);
  }

  /** Another server, for tests that need two, or that stop and start one. */
  public static TestServer start(TestStore store, Path folder, String... arguments) {
    int port = freePort();
    String importSource = "http://127.0.0.1:" + freePort() + "/listed/";
    String hookSource = "http://127.0.0.1:" + freePort();
    String provider = "http://127.0.0.1:" + freePort();
    var context =
        new SpringApplicationBuilder(MortarServer.class)
            .initializers(
                application -> {
                  TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
                      application, properties(store, folder, port, importSource, hookSource));
                  TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
                      application, providers(provider));
                })
            .run(arguments);
    return new TestServer(
        context,
        store,
        URI.create("http://127.0.0.1:" + port),
        URI.create(importSource),
        URI.create(hookSource),
        URI.create(provider));
  }

  private static String[] properties(
      TestStore store, Path folder, int port, String importSource, String hookSource) {
    return new String[] {
      "server.port=" + port,
      "mortar.data=" + folder,
      "spring.datasource.url=" + store.url(),
      "spring.datasource.username=" + store.user(),
      "mortar.hl7.mllp.port=0",
      "mortar.import.allow=" + importSource,
      "mortar.subscription.hook.inner=127.0.0.1",
      // An EHR with a sign-in that counts, which is this server itself.
      "mortar.ehr.sites.self.base=http://127.0.0.1:" + port + "/fhir",
      "mortar.ehr.sites.self.client-id=test-ehr-client",
      "mortar.ehr.sites.self.scopes=openid,fhirUser,patient/Patient.rs",
      "mortar.ehr.sites.self.signs-in=true",
      // An EHR that asks the decision services; nobody is there until a test is.
      "mortar.ehr.sites.hooks.base=" + hookSource + "/fhir",
      "mortar.ehr.sites.hooks.client-id=test-hooks",
      "mortar.ehr.sites.hooks.cds.issuer=" + hookSource,
      "mortar.ehr.sites.hooks.cds.keys=" + hookSource + "/keys",
      "mortar.ehr.sites.hooks.cds.identifiers=https://mortar.dev/fhir/sid/authority/NORTH",
      "mortar.ehr.sites.hooks.cds.origins=https://hooks.example",
      "logging.level.root=warn"
    };
  }

  /**
   * One with an account for each of its people, one that knows linked people only, one that is
   * down, and one whose people may be in very many groups.
   */
  private static String[] providers(String root) {
    String first = "mortar.federation.providers.staff.";
    String second = "mortar.federation.providers.other.";
    String third = "mortar.federation.providers.down.";
    String fourth = "mortar.federation.providers.many.";
    return new String[] {
      first + "label=the clinic",
      first + "issuer=" + root + "/staff",
      first + "client.id=mortar",
      first + "client.secret=" + PROVIDER_SECRET,
      first + "client.sign-out=true",
      first + "people.create=true",
      first + "roles.claim=realm_access.roles",
      first + "roles.map[0].value=/pharmacy managers",
      first + "roles.map[0].role=manager",
      first + "roles.map[1].value=/office",
      first + "roles.map[1].role=admin-staff",
      first + "roles.map[2].value=/technicians",
      first + "roles.map[2].role=technician",
      first + "roles.map[3].value=/pharmacists",
      first + "roles.map[3].role=staff-pharmacist",
      first + "second-factor=mfa",
      second + "label=the hospital",
      second + "issuer=" + root + "/other",
      second + "client.id=mortar-signs",
      second + "client.signed=true",
      second + "people.domains=hospital.example",
      third + "label=nobody",
      third + "issuer=http://127.0.0.1:" + freePort(),
      third + "client.id=mortar",
      fourth + "label=the university",
      fourth + "issuer=" + root + "/many",
      fourth + "client.id=mortar",
      fourth + "client.secret=" + PROVIDER_SECRET,
      fourth + "people.create=true",
      fourth + "roles.claim=groups",
      fourth + "roles.map[0].value=number-of-managers",
      fourth + "roles.map[0].role=manager",
      fourth + "roles.map[1].value=number-of-technicians",
      fourth + "roles.map[1].role=technician",
      fourth + "roles.overage.endpoint=" + root + "/graph/me/getMemberObjects"
    };
  }

  public static Path temporaryFolder() {
    try {
      return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "server");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code http://127.0.0.1:12345}. */
  public URI root() {
    return root;
  }

  /** As {@code http://127.0.0.1:12345/fhir}. */
  public String fhirBase() {
    return root + "/fhir";
  }

  /** The one address that files may be imported from; nobody listens there until a test does. */
  public URI importSource() {
    return importSource;
  }

  /** Where the EHR is that asks the decision services; nobody listens there until a test does. */
  public URI hookSource() {
    return hookSource;
  }

  /** Where the identity providers are; nobody listens there until a test does. */
  public URI provider() {
    return provider;
  }

  public TestStore store() {
    return store;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public FhirContext fhir() {
    return bean(FhirContext.class);
  }

  /** A FHIR client with every right. */
  public IGenericClient client() {
    var factory = fhir().getRestfulClientFactory();
    factory.setServerValidationMode(ServerValidationModeEnum.NEVER);
    factory.setSocketTimeout(60_000);
    IGenericClient client = factory.newGenericClient(fhirBase());
    client.registerInterceptor(new BearerTokenAuthInterceptor(token(Role.MANAGER)));
    return client;
  }

  /** An access token of the test account that has the role. */
  public String token(Role role) {
    return tokens.of(role);
  }

  /**
   * A request with every right.
   *
   * @param path below the root, as {@code /fhir/Patient?name=x}
   */
  public HttpRequest.Builder request(String path) {
    return request(path, token(Role.MANAGER));
  }

  /** A request with the given token. */
  public HttpRequest.Builder request(String path, String token) {
    return anonymous(path).header("Authorization", "Bearer " + token);
  }

  /** A request without a token. */
  public HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create(root + path));
  }

  public HttpResponse<String> get(String path) {
    return send(request(path));
  }

  public HttpResponse<String> post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public <T extends IBaseResource> T parse(Class<T> type, String json) {
    return fhir().newJsonParser().parseResource(type, json);
  }

  @Override
  public void close() {
    context.close();
    store.close();
  }

  /** Below those that the system hands out itself, so that nobody gets it before it is used. */
  private static int freePort() {
    return ThreadLocalRandom.current()
        .ints(20_000, 32_000)
        .filter(TestServer::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
