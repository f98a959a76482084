package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every forged token differs from an honest one in a single thing, so that nothing else helps. */
@ServerTest
class TokenAttacksIT {
  private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

  private final TestServer server;
  private final RSAKey ours;

  TokenAttacksIT(TestServer server) throws KeySourceException {
    this.server = server;
    this.ours = ours(server.bean(JWKSource.class));
  }

  /** The newest key; in the database it lies sealed. */
  private static <C extends SecurityContext> RSAKey ours(JWKSource<C> keys)
      throws KeySourceException {
    var signing = new JWKMatcher.Builder().keyType(KeyType.RSA).privateOnly(true).build();
    return keys.get(new JWKSelector(signing), null).getFirst().toRSAKey();
  }

  @Test
  void theHonestTokenThatTheOthersAreMadeOfIsTaken() throws Exception {
    assertThat(answer(signed(claims().build()))).isEqualTo(200);
  }

  @Test
  void aTokenWithoutASignatureIsRefused() throws Exception {
    assertThat(answer(new PlainJWT(claims().build()).serialize())).isEqualTo(401);
    String honest = signed(claims().build());
    assertThat(answer(honest.substring(0, honest.lastIndexOf('.') + 1))).isEqualTo(401);
  }

  @Test
  void thePublicKeyIsNoSecretToSignWith() throws Exception {
    var published =
        JWKSet.parse(server.send(server.anonymous("/oauth2/jwks")).body())
            .getKeyByKeyId(ours.getKeyID())
            .toRSAKey();
    var token = new SignedJWT(header(JWSAlgorithm.HS256, ours.getKeyID()), claims().build());
    token.sign(new MACSigner(published.toRSAPublicKey().getEncoded()));
    assertThat(answer(token.serialize())).isEqualTo(401);
  }

  @Test
  void aKeyThatIsNotOursSignsNothing() throws Exception {
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("foreign").generate();
    assertThat(answer(signed(foreign, "foreign", claims().build()))).isEqualTo(401);
    assertThat(answer(signed(foreign, ours.getKeyID(), claims().build()))).isEqualTo(401);
  }

  @Test
  void aTokenOfAnotherIssuerOrForAnotherServerIsRefused() throws Exception {
    assertThat(answer(signed(claims().issuer("https://elsewhere.example").build()))).isEqualTo(401);
    assertThat(answer(signed(claims().audience("https://elsewhere.example/fhir").build())))
        .isEqualTo(401);
    assertThat(answer(signed(claims().audience((String) null).build()))).isEqualTo(401);
  }

  @Test
  void aTokenCountsOnlyInItsTime() throws Exception {
    Date past = Date.from(Instant.now().minus(Duration.ofHours(1)));
    Date future = Date.from(Instant.now().plus(Duration.ofHours(1)));
    assertThat(answer(signed(claims().expirationTime(past).build()))).isEqualTo(401);
    assertThat(answer(signed(claims().notBeforeTime(future).build()))).isEqualTo(401);
  }

  @Test
  void anIdTokenIsNoAccessToken() throws Exception {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID(ours.getKeyID())
            .type(JOSEObjectType.JWT)
            .build();
    var token = new SignedJWT(header, claims().build());
    token.sign(new RSASSASigner(ours));
    assertThat(answer(token.serialize())).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DPoP", "Basic", "MAC", "Token"})
  void aGoodTokenUnderAnotherSchemeIsNoToken(String scheme) throws Exception {
    String token = signed(claims().build());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.root().resolve("/fhir/Patient?_count=1"))
            .header("Authorization", scheme + " " + token)
            .header("DPoP", token);
    assertThat(server.send(request).statusCode()).isEqualTo(401);
  }

  @Test
  void aRoleThatTheAccountDoesNotHaveIsRefused() throws Exception {
    assertThat(answer(signed(claims().claim("role", "senior-pharmacist").build()))).isEqualTo(401);
    assertThat(answer(signed(claims().claim("role", "emperor").build()))).isEqualTo(401);
    assertThat(answer(signed(claims().subject("nobody").build()))).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../../../dev/null", "' or '1'='1", "", "x;drop table smart_key"})
  void aKeyIdIsOnlyAName(String kid) throws Exception {
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("foreign").generate();
    assertThat(answer(signed(foreign, kid, claims().build()))).isEqualTo(401);
  }

  @Test
  void aHeaderThatBringsItsOwnKeyIsNotFollowed() throws Exception {
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("foreign").generate();
    URI elsewhere = URI.create("http://127.0.0.1:1/jwks");
    for (JWSHeader header :
        List.of(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(ACCESS_TOKEN)
                .keyID("foreign")
                .jwk(foreign.toPublicJWK())
                .build(),
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(ACCESS_TOKEN)
                .keyID("foreign")
                .jwkURL(elsewhere)
                .x509CertURL(elsewhere)
                .build())) {
      var token = new SignedJWT(header, claims().build());
      token.sign(new RSASSASigner(foreign));
      assertThat(answer(token.serialize())).isEqualTo(401);
    }
  }

  @Test
  void theTokenOfASocketOpensNothingElse() {
    HttpRequest.Builder offered =
        server
            .anonymous("/fhir/Patient?_count=1")
            .header(
                "Sec-WebSocket-Protocol",
                "mortar.subscription, bearer." + server.token(Role.MANAGER));
    assertThat(server.send(offered).statusCode()).isEqualTo(401);
  }

  private JWTClaimsSet.Builder claims() throws ParseException {
    return new JWTClaimsSet.Builder(SignedJWT.parse(server.token(Role.MANAGER)).getJWTClaimsSet());
  }

  private String signed(JWTClaimsSet claims) throws JOSEException {
    return signed(ours, ours.getKeyID(), claims);
  }

  private static String signed(RSAKey key, String kid, JWTClaimsSet claims) throws JOSEException {
    var token = new SignedJWT(header(JWSAlgorithm.RS256, kid), claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private static JWSHeader header(JWSAlgorithm algorithm, String kid) {
    return new JWSHeader.Builder(algorithm).keyID(kid).type(ACCESS_TOKEN).build();
  }

  private int answer(String token) {
    return server.send(server.request("/fhir/Patient?_count=1", token)).statusCode();
  }
}
