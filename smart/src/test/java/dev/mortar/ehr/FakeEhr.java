package dev.mortar.ehr;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An EHR on this machine: discovery, tokens, keys and a little FHIR. */
final class FakeEhr implements AutoCloseable {
  private final HttpServer server;
  private final Clock clock;
  private final RSAKey key;
  final List<Map<String, String>> tokenRequests = Collections.synchronizedList(new ArrayList<>());
  final List<String> fhirRequests = Collections.synchronizedList(new ArrayList<>());

  /** What the token endpoint answers besides the token. */
  final Map<String, Object> answer = new HashMap<>();

  /** What {@code /fhir} answers, by path. */
  final Map<String, String> resources = new HashMap<>();

  /** Where {@code /fhir/moved} leads. */
  String elsewhere = "";

  FakeEhr(Clock clock) throws IOException, JOSEException {
    this.clock = clock;
    this.key = new RSAKeyGenerator(2048).keyID("ehr").generate();
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String base() {
    return root() + "/fhir";
  }

  private String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Ehr as(Dialect dialect, Proof proof, String... scopes) {
    return new Ehr(URI.create(base()), "our-id", proof, dialect, List.of(scopes));
  }

  /** Has the next answer say who is signed in. */
  void signs(RSAKey by, String nonce) throws JOSEException {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(root())
            .audience("our-id")
            .subject("anna")
            .claim("nonce", nonce)
            .claim("fhirUser", "Practitioner/anna")
            .expirationTime(Date.from(clock.instant().plus(Duration.ofMinutes(5))))
            .build();
    var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("ehr").build(), claims);
    jwt.sign(new RSASSASigner(by));
    answer.put("id_token", jwt.serialize());
  }

  RSAKey key() {
    return key;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    switch (path) {
      case "/fhir/.well-known/smart-configuration" ->
          send(
              exchange,
              JSONObjectUtils.toJSONString(
                  Map.of(
                      "issuer", root(),
                      "authorization_endpoint", root() + "/oauth/authorize?site=7",
                      "token_endpoint", root() + "/oauth/token",
                      "jwks_uri", root() + "/oauth/keys")));
      case "/oauth/keys" -> send(exchange, new JWKSet(key.toPublicJWK()).toString());
      case "/oauth/token" -> {
        Map<String, String> form = form(body);
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        form.put("Authorization", header == null ? "" : header);
        tokenRequests.add(form);
        Map<String, Object> all = new HashMap<>(answer);
        all.put("access_token", "token-" + tokenRequests.size());
        all.put("token_type", "Bearer");
        all.put("expires_in", 300);
        send(exchange, JSONObjectUtils.toJSONString(all));
      }
      default -> fhir(exchange, path, body);
    }
  }

  private void fhir(HttpExchange exchange, String path, String body) throws IOException {
    fhirRequests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + body
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization"));
    if (path.startsWith("/fhir/Patient/moved")) {
      exchange.getResponseHeaders().set("Location", elsewhere);
      exchange.sendResponseHeaders(302, -1);
      exchange.close();
    } else {
      send(exchange, resources.getOrDefault(path, "{\"resourceType\":\"Bundle\"}"));
    }
  }

  private static void send(HttpExchange exchange, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  static Map<String, String> form(String text) {
    Map<String, String> all = new HashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      all.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return all;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
