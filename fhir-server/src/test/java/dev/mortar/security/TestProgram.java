package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A program without a person, which signs its way in by ES384. */
final class TestProgram {
  private final TestServer server;
  private final String id;
  private final ECKey key;

  private TestProgram(TestServer server, String id, ECKey key) {
    this.server = server;
    this.id = id;
    this.key = key;
  }

  static TestProgram registered(TestServer server, String role, String... scopes)
      throws JOSEException {
    var program =
        new TestProgram(
            server,
            "test-program-" + UUID.randomUUID(),
            new ECKeyGenerator(Curve.P_384).keyID("k1").generate());
    Map<String, Object> client =
        Map.of(
            "name",
            "Program",
            "kind",
            "BACKEND",
            "role",
            role,
            "scopes",
            List.of(scopes),
            "jwks",
            new JWKSet(program.key.toPublicJWK()).toString());
    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/clients/" + program.id)
                .PUT(BodyPublishers.ofString(JSONObjectUtils.toJSONString(client))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return program;
  }

  String id() {
    return id;
  }

  String token(String scope) throws JOSEException {
    HttpResponse<String> answer =
        new TestBrowser(server)
            .post(
                "/oauth2/token",
                Map.of(
                    "grant_type",
                    "client_credentials",
                    "scope",
                    scope,
                    "client_assertion_type",
                    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                    "client_assertion",
                    assertion()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return TestBrowser.field(answer, "access_token");
  }

  private String assertion() throws JOSEException {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(id)
            .subject(id)
            .audience(server.root() + "/oauth2/token")
            .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(4))))
            .jwtID(UUID.randomUUID().toString())
            .build();
    var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("k1").build(), claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }
}
