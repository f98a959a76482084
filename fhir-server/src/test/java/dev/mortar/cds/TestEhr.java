package dev.mortar.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mortar.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An EHR on this machine that signs its calls, publishes its keys and has a little FHIR. */
final class TestEhr implements AutoCloseable {
  static final String MRN = "https://mortar.dev/fhir/sid/authority/NORTH";
  static final String SERVICE = "/cds-services/pe-follow-up";
  static final String DISCHARGE = "/cds-services/pe-discharge";

  /** One for all tests, as the server keeps keys for a while. */
  static final ECKey KEY = key("ehr-key");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Requests for FHIR, as {@code /fhir/Patient/1 Bearer x}. */
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /** What it answers, by path. */
  final Map<String, String> resources = new HashMap<>();

  /** Where a path leads instead. */
  final Map<String, String> redirects = new HashMap<>();

  private final TestServer mortar;
  private final HttpServer http;

  TestEhr(TestServer mortar) {
    this.mortar = mortar;
    try {
      int port = mortar.hookSource().getPort();
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::answer);
    http.start();
  }

  static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_384).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String issuer() {
    return mortar.hookSource().toString();
  }

  String base() {
    return issuer() + "/fhir";
  }

  /** The whole address of a service. */
  String endpoint(String path) {
    return mortar.root() + path;
  }

  JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES384)
        .type(JOSEObjectType.JWT)
        .keyID(KEY.getKeyID())
        .jwkURL(URI.create(issuer() + "/keys"));
  }

  JWTClaimsSet.Builder claims(String path) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .audience(endpoint(path))
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(240)))
        .jwtID(UUID.randomUUID().toString());
  }

  static String sign(JWSHeader.Builder header, JWTClaimsSet.Builder claims, ECKey key) {
    try {
      var jwt = new SignedJWT(header.build(), claims.build());
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String token(String path) {
    return sign(header(), claims(path), KEY);
  }

  /** A signed call. */
  HttpResponse<String> post(String path, JsonNode body) {
    return post(path, token(path), body.toString());
  }

  HttpResponse<String> post(String path, String token, String body) {
    return mortar.send(
        mortar
            .request(path, token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** The cards of a signed call that is answered. */
  JsonNode cards(String path, JsonNode body) {
    HttpResponse<String> answer = post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return read(answer.body()).get("cards");
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A chart is opened; nothing is sent along. */
  static ObjectNode patientView(String patient) {
    return call("patient-view", patient);
  }

  /** A chart is opened, and the patient is sent along. */
  static ObjectNode patientView(String patient, String mrn) {
    ObjectNode call = patientView(patient);
    call.putObject("prefetch").set("patient", read(patient(patient, mrn)));
    return call;
  }

  static ObjectNode call(String hook, String patient) {
    ObjectNode call = JSON.createObjectNode();
    call.put("hook", hook).put("hookInstance", UUID.randomUUID().toString());
    call.putObject("context").put("userId", "Practitioner/7").put("patientId", patient);
    return call;
  }

  static String patient(String id, String mrn) {
    return """
        {"resourceType":"Patient","id":"%s","identifier":[{"system":"%s","value":"%s"}]}"""
        .formatted(id, MRN, mrn);
  }

  /** A stay of the kind ends; patient and stay are sent along. */
  static ObjectNode discharge(String there, String mrn, String kind) {
    ObjectNode call = call("encounter-discharge", there);
    ((ObjectNode) call.get("context")).put("encounterId", "stay-" + there);
    ObjectNode prefetch = call.putObject("prefetch");
    prefetch.set("patient", read(patient(there, mrn)));
    String encounter =
        """
        {"resourceType":"Encounter","id":"stay-%s","status":"in-progress",
         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"%s"},
         "subject":{"reference":"Patient/%s"},
         "period":{"start":"2026-11-16T10:00:00Z","end":"2026-11-20T10:00:00Z"}}"""
            .formatted(there, kind, there);
    prefetch.set("encounter", read(encounter));
    return call;
  }

  /** The EHR lends its token. */
  static ObjectNode withToken(ObjectNode call, String fhirServer) {
    call.put("fhirServer", fhirServer);
    call.putObject("fhirAuthorization")
        .put("access_token", "lent-token")
        .put("token_type", "Bearer")
        .put("expires_in", 300)
        .put("scope", "patient/Patient.rs");
    return call;
  }

  /** The specification wants nothing empty. */
  static void noneEmpty(JsonNode node) {
    List<JsonNode> all = new ArrayList<>(List.of(node));
    while (!all.isEmpty()) {
      JsonNode one = all.removeLast();
      assertThat(one.isNull() || one.isTextual() && one.textValue().isBlank()).isFalse();
      assertThat(one.isContainerNode() && one.isEmpty()).as(node.toString()).isFalse();
      one.forEach(all::add);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/keys")) {
        send(exchange, 200, new JWKSet(KEY).toPublicJWKSet().toString());
        return;
      }
      asked.add(path + " " + exchange.getRequestHeaders().getFirst("Authorization"));
      if (redirects.containsKey(path)) {
        exchange.getResponseHeaders().add("Location", redirects.get(path));
        send(exchange, 302, "{}");
      } else if (resources.containsKey(path)) {
        send(exchange, 200, resources.get(path));
      } else {
        send(exchange, 404, "{}");
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/fhir+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
