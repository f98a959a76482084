package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.access.Role;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestCertificates;
import dev.mortar.server.TestCertificates.Identity;
import dev.mortar.server.TestServer;
import dev.mortar.server.TestStore;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

/** A server that lets in nobody without a certificate, beside the one of all tests without TLS. */
@ServerTest
class TlsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ASK =
      TestBrowser.form(
          Map.of(
              "grant_type", "client_credentials",
              "client_id", "laboratory",
              "scope", "system/Observation.rs"));

  private static final Path FOLDER = TestServer.temporaryFolder();
  private static final Identity FIRST = named("CN=first");
  private static final Identity SECOND = named("CN=second");
  private static final Identity LAB = named("CN=lab, O=Example");
  private static final Identity DESK = named("CN=desk, O=Example");
  private static TestServer server;

  private final TestServer plain;
  private final HttpClient lab = client(showing(LAB));
  private final HttpClient desk = client(showing(DESK));

  TlsIT(TestServer plain) {
    this.plain = plain;
  }

  @BeforeAll
  static void aServerWithTlsRuns() throws Exception {
    Path clients =
        Files.writeString(
            FOLDER.resolve("clients.pem"),
            Files.readString(LAB.certificate()) + Files.readString(DESK.certificate()));
    String bundle = "--spring.ssl.bundle.pem.http.";
    server =
        TestServer.start(
            TestStore.ofThisRun(FOLDER),
            FOLDER,
            "--server.ssl.bundle=http",
            "--server.ssl.client-auth=need",
            "--mortar.base-url=https://127.0.0.1:${server.port}",
            "--management.server.port=0",
            "--management.server.address=127.0.0.1",
            "--management.server.ssl.enabled=false",
            "--spring.ssl.bundle.watch.file.quiet-period=200ms",
            bundle + "reload-on-update=true",
            bundle + "keystore.certificate=file:" + FIRST.certificate(),
            bundle + "keystore.private-key=file:" + FIRST.key(),
            bundle + "truststore.certificate=file:" + clients);
  }

  @AfterAll
  static void itStops() {
    server.close();
  }

  @Test
  void whoShowsNoCertificateOrAStrangersIsRefusedAtTheHandshake() {
    HttpRequest ask = to("/fhir/metadata").build();
    for (SSLContext context : List.of(believing(), showing(named("CN=lab, O=Example")))) {
      assertThatThrownBy(() -> client(context).send(ask, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class)
          .hasStackTraceContaining("javax.net.ssl.SSL");
    }
  }

  @Test
  void whatIsOlderThanTwelveIsRefused() throws Exception {
    assertThat(firstByteOfTheAnswer("0303")).as("TLS 1.2: a handshake").isEqualTo(0x16);
    assertThat(firstByteOfTheAnswer("0302")).as("TLS 1.1: an alert").isEqualTo(0x15);
    assertThat(firstByteOfTheAnswer("0301")).as("TLS 1.0: an alert").isEqualTo(0x15);
  }

  @Test
  void aProgramProvesItselfByItsCertificateAndItsTokenIsGoodWithItAlone() throws Exception {
    register();
    HttpResponse<String> stranger = post(desk, "/oauth2/token", ASK);
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger.body()).contains("invalid_client");

    HttpResponse<String> granted = post(lab, "/oauth2/token", ASK);
    assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
    String token = TestBrowser.field(granted, "access_token");
    assertThat(get(lab, "/fhir/Observation?_count=1", token).statusCode()).isEqualTo(200);

    HttpResponse<String> copied = get(desk, "/fhir/Observation?_count=1", token);
    assertThat(copied.statusCode()).isEqualTo(401);
    assertThat(copied.body()).contains("OperationOutcome");
    assertThat(copied.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("invalid_token");
    assertThat(introspected(desk, token).statusCode()).isEqualTo(401);
    assertThat(introspected(lab, token).body())
        .contains("\"active\":true")
        .contains("x5t#S256")
        .contains("laboratory");
  }

  @Test
  void discoverySaysSoOnlyWhereItIsSo() throws Exception {
    for (String path :
        List.of(
            "/fhir/.well-known/smart-configuration",
            "/.well-known/openid-configuration",
            "/.well-known/oauth-authorization-server")) {
      assertThat(lab.send(to(path).build(), BodyHandlers.ofString()).body())
          .contains("\"tls_client_auth\"", "\"tls_client_certificate_bound_access_tokens\":true")
          .doesNotContain("self_signed_tls_client_auth");
      assertThat(plain.send(plain.anonymous(path)).body())
          .contains("private_key_jwt")
          .doesNotContain("tls_client_auth")
          .doesNotContain("bound_access_tokens\":true");
    }
  }

  /** A probe has no certificate, and needs none where only this machine can ask. */
  @Test
  void theHealthMayHaveAPortOfItsOwnAndNothingElseIsOpenThere() throws Exception {
    String port = server.bean(Environment.class).getProperty("local.management.port");
    for (var expected :
        Map.of("/actuator/health/readiness", 200, "/actuator/metrics", 401, "/fhir/Patient", 401)
            .entrySet()) {
      HttpRequest ask =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + expected.getKey()))
              .build();
      assertThat(HttpClient.newHttpClient().send(ask, BodyHandlers.ofString()).statusCode())
          .as(expected.getKey())
          .isEqualTo(expected.getValue());
    }
  }

  @Test
  void changedFilesHoldWithoutARestart() throws Exception {
    SECOND.replace(FIRST);
    Await.until("the new certificate", SOON, () -> shown().equals(SECOND.shown()));
    assertThat(lab.send(to("/fhir/metadata").build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  private void register() throws Exception {
    HttpResponse<String> registered =
        desk.send(
            to("/api/clients/laboratory")
                .header("Authorization", "Bearer " + server.token(Role.MANAGER))
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        """
                        {"name": "Laboratory", "kind": "BACKEND", "role": "system-ehr",
                         "scopes": ["system/Observation.rs"],
                         "certificateSubject": "CN=lab,O=Example"}"""))
                .build(),
            BodyHandlers.ofString());
    assertThat(registered.statusCode()).as(registered.body()).isEqualTo(200);
  }

  private static HttpResponse<String> introspected(HttpClient client, String token)
      throws Exception {
    return client.send(
        to("/oauth2/introspect")
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("token=" + token))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(HttpClient client, String path, String form)
      throws Exception {
    return client.send(
        to(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(HttpClient client, String path, String token)
      throws Exception {
    return client.send(
        to(path).header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port() + path));
  }

  private static int port() {
    return server.root().getPort();
  }

  private static Certificate shown() throws IOException {
    try (var socket =
        (SSLSocket) showing(LAB).getSocketFactory().createSocket("127.0.0.1", port())) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  /**
   * What the server says to a client that knows no other version than this, and all that it takes
   * to speak it with a key of the curve P-256.
   */
  private static int firstByteOfTheAnswer(String version) throws IOException {
    String extensions = "000a00040002" + "0017" + "000b00020100" + "000d00080006" + "040305030603";
    byte[] body =
        HexFormat.of()
            .parseHex(
                version
                    + "ab".repeat(32)
                    + "00"
                    + "0006"
                    + "c02bc009c00a"
                    + "0100"
                    + "%04x".formatted(extensions.length() / 2)
                    + extensions);
    var hello = new ByteArrayOutputStream();
    var out = new DataOutputStream(hello);
    out.write(HexFormat.of().parseHex("16" + version));
    out.writeShort(body.length + 4);
    out.writeInt(0x01000000 | body.length);
    out.write(body);
    try (var socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout((int) SOON.toMillis());
      socket.getOutputStream().write(hello.toByteArray());
      return socket.getInputStream().read();
    }
  }

  private static Identity named(String subject) {
    return TestCertificates.identity(FOLDER, subject, "ip:127.0.0.1");
  }

  private static SSLContext believing() {
    return TestCertificates.believing(List.of(FIRST, SECOND));
  }

  private static SSLContext showing(Identity own) {
    return TestCertificates.showing(own, List.of(FIRST, SECOND));
  }

  private static HttpClient client(SSLContext context) {
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
