package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.NoOpPasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

class AssertionsTest {
  private static final String URL = "https://lab.example/keys";
  private static final String TOKEN = "https://mortar.example/oauth2/token";
  private static final RSAKey RSA = rsa("one");
  private static final ECKey EC = ec("two");

  private final TestClock clock = new TestClock();
  private final List<JWK> published = new ArrayList<>(List.of(RSA, EC));
  private int fetches;
  private Duration fresh = Duration.ofMinutes(10);
  private JdbcClients clients;
  private Assertions assertions;

  @BeforeEach
  @SuppressWarnings("deprecation")
  void twoClientsAreRegistered() {
    var jdbc = TestDatabase.jdbc();
    var server = new ServerAddress(URI.create("https://mortar.example"));
    var passwords = NoOpPasswordEncoder.getInstance();
    var builtIn = new Clients(AuthorizationPropertiesFixture.defaults(), server, passwords);
    clients = new JdbcClients(jdbc, builtIn, passwords, clock, new SecureRandom());
    clients.save(client("by-address", URL, ""));
    clients.save(client("inline", "", new JWKSet(List.of(RSA, EC)).toString(true)));
    JwksSource source =
        address -> {
          fetches++;
          return new JwksSource.Answer(new JWKSet(published).toString(true), fresh);
        };
    assertions =
        new Assertions(
            clients,
            new ClientKeys(source, clock),
            new SpentAssertions(jdbc, clock),
            server,
            clock);
  }

  @Test
  void bothAlgorithmsAndBothWaysToRegisterKeysWork() {
    for (String client : List.of("by-address", "inline")) {
      verify(client, sign(RSA, JWSAlgorithm.RS384, claims(client).build()));
      verify(client, sign(EC, JWSAlgorithm.ES384, claims(client).build()));
    }
  }

  @Test
  void anAssertionIsGoodOnce() {
    String assertion = sign(EC, JWSAlgorithm.ES384, claims("inline").build());
    verify("inline", assertion);
    refused("inline", assertion);
    clock.advance(Duration.ofMinutes(2));
    refused("inline", assertion);
  }

  @Test
  void eachWrongClaimIsRefused() {
    Date tooLate = Date.from(clock.instant().plus(Duration.ofMinutes(6)));
    Date past = Date.from(clock.instant().minus(Duration.ofMinutes(1)));
    Stream.of(
            claims("inline").issuer("other"),
            claims("inline").subject("other"),
            claims("inline").audience("https://elsewhere.example/oauth2/token"),
            claims("inline").audience((String) null),
            claims("inline").expirationTime(tooLate),
            claims("inline").expirationTime(past),
            claims("inline").expirationTime(null),
            claims("inline").notBeforeTime(tooLate),
            claims("inline").jwtID(null),
            claims("inline").jwtID("x".repeat(201)))
        .forEach(wrong -> refused("inline", sign(EC, JWSAlgorithm.ES384, wrong.build())));
  }

  @Test
  void otherAlgorithmsAndForeignKeysAreRefused() throws Exception {
    JWTClaimsSet claims = claims("inline").build();
    refused("inline", sign(RSA, JWSAlgorithm.RS256, claims));
    refused("inline", sign(rsa("one"), JWSAlgorithm.RS384, claims));
    refused("inline", sign(rsa("unknown"), JWSAlgorithm.RS384, claims));
    refused("inline", sign(rsa("two"), JWSAlgorithm.RS384, claims));
    var hmac =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS384).keyID("one").build(), claims);
    hmac.sign(new MACSigner(RSA.toRSAPublicKey().getEncoded()));
    refused("inline", hmac.serialize());
    refused("inline", "not.a.token");
  }

  @Test
  void theKeyAddressInTheHeaderMustBeTheRegisteredOne() throws Exception {
    for (String address : List.of("https://evil.example/keys", URL + "/")) {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("two").jwkURL(URI.create(address));
      var jwt = new SignedJWT(header.build(), claims("by-address").build());
      jwt.sign(new ECDSASigner(EC));
      refused("by-address", jwt.serialize());
    }
    assertThat(fetches).isZero();
  }

  @Test
  void twoKeysOfOneIdAreNone() {
    published.add(ec("two"));
    refused("by-address", sign(EC, JWSAlgorithm.ES384, claims("by-address").build()));
  }

  @Test
  void aNewKeyIsFoundAtOnceAndAStrangerDoesNotMakeUsFetch() {
    verify("by-address", sign(EC, JWSAlgorithm.ES384, claims("by-address").build()));
    ECKey next = ec("three");
    published.add(next);
    clock.advance(Duration.ofSeconds(6));
    verify("by-address", sign(next, JWSAlgorithm.ES384, claims("by-address").build()));
    assertThat(fetches).isEqualTo(2);
    for (int i = 0; i < 10; i++) {
      refused("by-address", sign(ec("invented" + i), JWSAlgorithm.ES384, claims("x").build()));
    }
    assertThat(fetches).isEqualTo(2);
  }

  @Test
  void aKeyThatWasTakenBackCountsNoLongerThanTheAnswerIsFresh() {
    verify("by-address", sign(EC, JWSAlgorithm.ES384, claims("by-address").build()));
    published.remove(EC);
    verify("by-address", sign(EC, JWSAlgorithm.ES384, claims("by-address").build()));
    clock.advance(fresh.plusSeconds(1));
    refused("by-address", sign(EC, JWSAlgorithm.ES384, claims("by-address").build()));
  }

  private void verify(String client, String assertion) {
    assertThat(assertions.createDecoder(registered(client)).decode(assertion).getSubject())
        .isEqualTo(client);
  }

  private void refused(String client, String assertion) {
    assertThatThrownBy(() -> assertions.createDecoder(registered(client)).decode(assertion))
        .isInstanceOf(BadJwtException.class);
  }

  private static RegisteredClient registered(String id) {
    return RegisteredClient.withId(id)
        .clientId(id)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .build();
  }

  private JWTClaimsSet.Builder claims(String client) {
    return new JWTClaimsSet.Builder()
        .issuer(client)
        .subject(client)
        .audience(TOKEN)
        .expirationTime(Date.from(clock.instant().plus(Duration.ofMinutes(4))))
        .jwtID(UUID.randomUUID().toString());
  }

  private static String sign(JWK key, JWSAlgorithm algorithm, JWTClaimsSet claims) {
    try {
      var jwt =
          new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
      jwt.sign(key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey()));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClientRegistration client(String id, String jwksUri, String jwks) {
    return new ClientRegistration(
        id,
        "Laboratory",
        ClientRegistration.Kind.BACKEND,
        List.of(),
        "",
        List.of("system/Observation.crus"),
        jwksUri,
        jwks,
        "",
        List.of(),
        "system-lab");
  }

  private static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey ec(String id) {
    try {
      return new ECKeyGenerator(Curve.P_384).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
