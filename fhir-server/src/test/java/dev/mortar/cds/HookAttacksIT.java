package dev.mortar.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever is not the EHR, and an EHR that is not what it should be, try the decision services. */
@ServerTest
class HookAttacksIT {
  private final TestServer server;
  private final TestEhr ehr;
  private final TestCharts charts;
  private final String there = "ehr-" + UUID.randomUUID();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer evil;

  HookAttacksIT(TestServer server) throws IOException {
    this.server = server;
    this.ehr = new TestEhr(server);
    this.charts = new TestCharts(server);
    this.evil = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void somebodyElseListens() {
    evil.createContext(
        "/",
        exchange -> {
          heard.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    evil.start();
  }

  @AfterEach
  void close() {
    ehr.close();
    evil.stop(0);
  }

  @Test
  void aTokenThatTheEhrDidNotSignIsRefused() throws Exception {
    charts.hear("lab-critical-potassium/1", "100234");
    charts.task("critical-lab");
    JWTClaimsSet claims = ehr.claims(TestEhr.SERVICE).build();
    var weak = new ECKeyGenerator(Curve.P_256).keyID("ehr-key").generate();
    for (String token :
        List.of(
            new PlainJWT(claims).serialize(),
            hmac(claims, JWSAlgorithm.HS256),
            hmac(claims, JWSAlgorithm.HS384),
            TestEhr.sign(ehr.header(), ehr.claims(TestEhr.SERVICE), TestEhr.key("ehr-key")),
            TestEhr.sign(
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("unknown"),
                ehr.claims(TestEhr.SERVICE),
                TestEhr.KEY),
            TestEhr.sign(
                new JWSHeader.Builder(JWSAlgorithm.ES384),
                ehr.claims(TestEhr.SERVICE),
                TestEhr.KEY),
            signed(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ehr-key"), claims, weak),
            rsa(claims, JWSAlgorithm.RS256),
            rsa(claims, JWSAlgorithm.RS384),
            withTheSignatureOfAnother(),
            "nothing")) {
      refused(token);
    }
    HttpResponse<String> without =
        server.send(
            server
                .anonymous(TestEhr.SERVICE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(call().toString())));
    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    // An access token of ours is none, either.
    refused(server.token(Role.MANAGER));
    charts.audited(
        "the refusals",
        event ->
            event.getOutcome() == AuditEventOutcome._4
                && event.getAgentFirstRep().getAltId().equals("(unknown)")
                && "answered 401".equals(event.getOutcomeDesc()));
  }

  @Test
  void aTokenForSomethingElseOrAnotherTimeIsRefused() {
    Stream.of(
            ehr.claims(TestEhr.DISCHARGE),
            ehr.claims(TestEhr.SERVICE + "/feedback"),
            ehr.claims("/cds-services"),
            ehr.claims(TestEhr.SERVICE).audience("https://other.example" + TestEhr.SERVICE),
            ehr.claims(TestEhr.SERVICE).audience((String) null),
            ehr.claims(TestEhr.SERVICE).issuer("https://other.example"),
            ehr.claims(TestEhr.SERVICE).issuer(null),
            ehr.claims(TestEhr.SERVICE).expirationTime(Date.from(Instant.now().plusSeconds(400))),
            ehr.claims(TestEhr.SERVICE).expirationTime(Date.from(Instant.now().minusSeconds(60))),
            ehr.claims(TestEhr.SERVICE).expirationTime(null),
            ehr.claims(TestEhr.SERVICE).issueTime(null),
            ehr.claims(TestEhr.SERVICE).issueTime(Date.from(Instant.now().plusSeconds(120))),
            ehr.claims(TestEhr.SERVICE).notBeforeTime(Date.from(Instant.now().plusSeconds(120))),
            ehr.claims(TestEhr.SERVICE).jwtID(null),
            ehr.claims(TestEhr.SERVICE).jwtID("x".repeat(201)))
        .forEach(claims -> refused(TestEhr.sign(ehr.header(), claims, TestEhr.KEY)));
  }

  @Test
  void aTokenIsGoodForOneCall() {
    String jti = UUID.randomUUID().toString();
    String token = TestEhr.sign(ehr.header(), ehr.claims(TestEhr.SERVICE).jwtID(jti), TestEhr.KEY);
    String body = call().toString();
    assertThat(ehr.post(TestEhr.SERVICE, token, body).statusCode()).isEqualTo(200);
    refused(token);
    refused(TestEhr.sign(ehr.header(), ehr.claims(TestEhr.SERVICE).jwtID(jti), TestEhr.KEY));
    // It stands in the database, where every node looks.
    assertThat(
            server
                .bean(JdbcClient.class)
                .sql("select count(*) from smart_spent_assertion where jti = ?")
                .param(jti)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void keysComeFromTheRegisteredAddressOnly() {
    for (String address : List.of(elsewhere("/keys"), ehr.issuer() + "/keys/", ehr.issuer())) {
      ECKey own = TestEhr.key("own");
      refused(
          TestEhr.sign(
              ehr.header().keyID("own").jwkURL(URI.create(address)),
              ehr.claims(TestEhr.SERVICE),
              own));
      refused(
          TestEhr.sign(
              ehr.header().jwkURL(URI.create(address)), ehr.claims(TestEhr.SERVICE), TestEhr.KEY));
    }
    ECKey own = TestEhr.key("own");
    refused(
        TestEhr.sign(
            ehr.header().keyID("own").jwk(own.toPublicJWK()), ehr.claims(TestEhr.SERVICE), own));
    assertThat(heard).isEmpty();
  }

  @Test
  void aFhirServerOfTheCallersChoiceIsNeverAsked() throws Exception {
    for (String address :
        List.of(
            elsewhere("/fhir"),
            ehr.base() + "/../evil",
            ehr.base() + "x",
            ehr.base().replace("http://", "http://127.0.0.1@"),
            "http://169.254.169.254/latest",
            "file:///etc/passwd")) {
      ObjectNode call = TestEhr.withToken(TestEhr.patientView(there), address);
      HttpResponse<String> answer = ehr.post(TestEhr.SERVICE, call);
      assertThat(answer.statusCode()).as(address).isEqualTo(400);
      ObjectNode complete = TestEhr.withToken(call(), address);
      assertThat(ehr.post(TestEhr.SERVICE, complete).statusCode()).isEqualTo(400);
    }
    assertThat(heard).isEmpty();
    assertThat(ehr.asked).isEmpty();
    charts.audited(
        "the refusal of this EHR",
        event ->
            event.getAgentFirstRep().getAltId().equals(ehr.issuer())
                && "answered 400".equals(event.getOutcomeDesc()));
  }

  @Test
  void theLentTokenFollowsNoRedirectAndNoNextLink() {
    String path = "/fhir/Patient/" + there;
    ehr.redirects.put(path, elsewhere(path));
    ObjectNode call = TestEhr.withToken(TestEhr.patientView(there), ehr.base());
    assertThat(ehr.post(TestEhr.SERVICE, call).statusCode()).isEqualTo(412);
    ehr.redirects.clear();
    ehr.resources.put(
        path,
        """
        {"resourceType":"Bundle","type":"searchset","id":"%s",
         "link":[{"relation":"next","url":"%s"}]}"""
            .formatted(there, elsewhere("/next")));
    assertThat(ehr.post(TestEhr.SERVICE, call).statusCode()).isEqualTo(412);
    assertThat(ehr.asked).hasSize(2).allMatch(asked -> asked.endsWith("Bearer lent-token"));
    assertThat(heard).isEmpty();
    ObjectNode header = TestEhr.withToken(TestEhr.patientView(there), ehr.base());
    ((ObjectNode) header.get("fhirAuthorization")).put("access_token", "a\r\nX-Evil: 1");
    assertThat(ehr.post(TestEhr.SERVICE, header).statusCode()).isEqualTo(400);
  }

  @Test
  void dataOfAnotherPatientThanTheContextsIsRefused() throws Exception {
    charts.hear("lab-critical-potassium/1", "100234");
    charts.task("critical-lab");
    for (String patient :
        List.of(
            TestEhr.patient("other", charts.mrn),
            TestEhr.patient(there, charts.mrn).replace("\"id\":\"" + there + "\",", ""),
            "{\"resourceType\":\"Observation\",\"id\":\"" + there + "\",\"status\":\"final\"}",
            "{\"resourceType\":\"Nothing\"}",
            "{}")) {
      ObjectNode call = TestEhr.patientView(there);
      call.putObject("prefetch").set("patient", TestEhr.read(patient));
      HttpResponse<String> answer = ehr.post(TestEhr.SERVICE, call);
      assertThat(answer.statusCode()).as(patient).isEqualTo(400);
      assertThat(answer.body()).doesNotContain("Potassium");
    }
    for (String subject :
        List.of("Patient/other", "https://other.example/fhir/Patient/" + there, "Group/" + there)) {
      ObjectNode call = TestEhr.call("encounter-discharge", there);
      ((ObjectNode) call.get("context")).put("encounterId", "stay");
      ObjectNode prefetch = call.putObject("prefetch");
      prefetch.set("patient", TestEhr.read(TestEhr.patient(there, charts.mrn)));
      prefetch.set(
          "encounter",
          TestEhr.read(
              """
              {"resourceType":"Encounter","id":"stay","status":"in-progress",
               "class":{"code":"IMP"},"subject":{"reference":"%s"}}"""
                  .formatted(subject)));
      assertThat(ehr.post(TestEhr.DISCHARGE, call).statusCode()).as(subject).isEqualTo(400);
    }
  }

  @Test
  void dataInACardIsNeitherMarkupNorALink() throws Exception {
    String hostile =
        "<script>alert(1)</script> [x](javascript:alert(1)) ![i](https://evil.example/p.png)"
            + " <img src=x onerror=alert(1)> www.evil.example";
    charts.hear(
        "lab-critical-potassium/1",
        "100234",
        "2823-3^Potassium [Moles/volume] in Serum or Plasma^LN",
        "X99^" + hostile + "^L",
        "No haemolysis. Called to the ward at 09:28.",
        hostile + "\\X0D\\# Heading\\X07\\");
    charts.task("critical-lab");
    JsonNode card = ehr.cards(TestEhr.SERVICE, TestEhr.patientView(there, charts.mrn)).get(0);
    String summary = card.get("summary").asText();
    assertThat(summary)
        .contains("alert")
        .hasSizeLessThan(140)
        .doesNotContain("<script")
        .doesNotContain("](")
        .doesNotContain("://");
    String detail = card.get("detail").asText();
    String html = HtmlRenderer.builder().build().render(Parser.builder().build().parse(detail));
    List<String> tags =
        Arrays.stream(html.split("(?=<)|(?<=>)")).filter(part -> part.startsWith("<")).toList();
    assertThat(tags).as(html).isNotEmpty().allMatch(tag -> tag.matches("</?(p|strong|ul|li)>"));
    assertThat(html).contains("Note: ").contains("alert(1)");
    assertThat(detail).doesNotContain("://").doesNotContain("www.evil").doesNotContain("\u0007");
  }

  private ObjectNode call() {
    return TestEhr.patientView(there, charts.mrn);
  }

  private void refused(String token) {
    HttpResponse<String> answer = ehr.post(TestEhr.SERVICE, token, call().toString());
    assertThat(answer.statusCode()).as(token).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
        .startsWith("Bearer error=\"invalid_token\"");
    assertThat(answer.body()).contains("OperationOutcome").doesNotContain("cards");
  }

  private String elsewhere(String path) {
    return "http://127.0.0.1:" + evil.getAddress().getPort() + path;
  }

  private String withTheSignatureOfAnother() {
    String one = ehr.token(TestEhr.SERVICE);
    String other = ehr.token(TestEhr.SERVICE);
    return one.substring(0, one.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
  }

  /** Signed with the public key as if it were a secret. */
  private static String hmac(JWTClaimsSet claims, JWSAlgorithm algorithm) throws JOSEException {
    var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("ehr-key").build(), claims);
    jwt.sign(new MACSigner(TestEhr.KEY.toECPublicKey().getEncoded()));
    return jwt.serialize();
  }

  private static String rsa(JWTClaimsSet claims, JWSAlgorithm algorithm) throws JOSEException {
    var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("ehr-key").build(), claims);
    jwt.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
    return jwt.serialize();
  }

  private static String signed(JWSHeader.Builder header, JWTClaimsSet claims, ECKey key)
      throws JOSEException {
    var jwt = new SignedJWT(header.build(), claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }
}
