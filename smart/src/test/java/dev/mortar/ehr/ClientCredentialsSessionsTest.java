package dev.mortar.ehr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.mortar.authorization.TestClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientCredentialsSessionsTest {
  private static final URI OURS = URI.create("https://mortar.example/.well-known/jwks.json");

  private final TestClock clock = new TestClock();
  private final FakeEhr fake = new FakeEhr(clock);
  private final ECKey newest = new ECKeyGenerator(Curve.P_384).keyID("k2").generate();
  private final RSAKey older = new RSAKeyGenerator(2048).keyID("k1").generate();
  private final PublishedKeys keys =
      new PublishedKeys(List.of(newest, older), Optional.of(OURS), clock);

  ClientCredentialsSessionsTest() throws Exception {}

  @AfterEach
  void theEhrStops() {
    fake.close();
  }

  @Test
  void aProgramSignsItsWayInOnceUntilItsTokenEnds() throws Exception {
    ClientCredentialsSessions sessions = sessions(Dialect.STANDARD, new Proof.Signed(keys));
    assertThat(sessions.of(fake.base()).accessToken()).isEqualTo("token-1");
    assertThat(sessions.of(fake.base()).accessToken()).isEqualTo("token-1");
    clock.advance(Duration.ofMinutes(5));
    assertThat(sessions.of(fake.base()).accessToken()).isEqualTo("token-2");
    Map<String, String> asked = fake.tokenRequests.getFirst();
    assertThat(asked)
        .containsEntry("grant_type", "client_credentials")
        .containsEntry("scope", "system/Patient.rs");
    var jwt = SignedJWT.parse(asked.get("client_assertion"));
    assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("ES384");
    assertThat(jwt.getHeader().getJWKURL()).isEqualTo(OURS);
    JWK published = JWKSet.parse(keys.document()).getKeyByKeyId("k2");
    assertThat(published.isPrivate()).isFalse();
    assertThat(jwt.verify(new ECDSAVerifier(published.toECKey()))).isTrue();
    var claims = jwt.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("our-id").isEqualTo(claims.getSubject());
    assertThat(claims.getAudience().getFirst()).endsWith("/oauth/token");
    assertThat(claims.getExpirationTime().toInstant())
        .isBefore(clock.instant().plus(Duration.ofMinutes(5)));
    assertThat(
            SignedJWT.parse(fake.tokenRequests.getLast().get("client_assertion"))
                .getJWTClaimsSet()
                .getJWTID())
        .isNotEqualTo(claims.getJWTID());
  }

  @Test
  void aSecretGoesInTheHeaderAndIntoNoLog() {
    var secret = new Proof.Secret("s3cr:t");
    assertThat(secret.toString()).doesNotContain("s3cr");
    sessions(Dialect.STANDARD, secret).of(fake.base());
    Map<String, String> asked = fake.tokenRequests.getFirst();
    assertThat(asked.get("Authorization")).startsWith("Basic ");
    assertThat(asked).doesNotContainKeys("client_secret", "client_assertion");
  }

  @Test
  void theTokenGoesToTheEhrsOwnFhirAndNowhereElse() throws Exception {
    SmartSession session = sessions(Dialect.STANDARD, new Proof.Signed(keys)).of(fake.base());
    try (var stranger = new FakeEhr(clock)) {
      var bundle = new Bundle();
      bundle.addLink().setRelation("next").setUrl(stranger.base() + "/Patient?page=2");
      fake.elsewhere = stranger.base() + "/Patient/1";
      var client = session.client();
      client.read().resource(Bundle.class).withId("1").execute();
      assertThat(fake.fhirRequests.getFirst()).endsWith("Bearer token-1");
      assertThatThrownBy(() -> client.loadPage().next(bundle).execute())
          .hasStackTraceContaining("is not followed");
      assertThatThrownBy(() -> client.read().resource(Patient.class).withId("moved").execute());
      assertThat(stranger.fhirRequests).isEmpty();
      bundle.getLinkFirstRep().setUrl(fake.base() + "/../admin?page=2");
      assertThatThrownBy(() -> client.loadPage().next(bundle).execute())
          .hasStackTraceContaining("is not followed");
    }
  }

  @Test
  void searchesGoInTheWayThatTheEhrTakes() {
    sessions(Dialect.STANDARD, new Proof.None())
        .of(fake.base())
        .search(Patient.class)
        .where(Patient.FAMILY.matches().value("Test"))
        .execute();
    assertThat(fake.fhirRequests.getLast()).startsWith("GET /fhir/Patient?family=Test ");
    sessions(Dialect.EPIC, new Proof.None())
        .of(fake.base())
        .search(Patient.class)
        .where(Patient.FAMILY.matches().value("Test"))
        .execute();
    assertThat(fake.fhirRequests.getLast())
        .startsWith("POST /fhir/Patient/_search")
        .contains(" family=Test");
  }

  @Test
  void keysAreWrittenForEhrsThatTakeFiles() {
    assertThat(keys.pem("k1")).startsWith("-----BEGIN PUBLIC KEY-----\nMII");
    assertThatThrownBy(() -> keys.pem("k9")).hasMessageContaining("k9");
    assertThatThrownBy(
            () -> new PublishedKeys(List.of(older.toPublicJWK()), Optional.empty(), clock))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRegistrationThatCannotWorkIsRefusedAtOnce() {
    assertThatThrownBy(() -> fake.as(Dialect.ORACLE_HEALTH, new Proof.None(), "system/*.rs"))
        .hasMessageContaining("wildcard");
    assertThatThrownBy(
            () ->
                new Ehr(
                    URI.create("http://ehr.example/fhir"),
                    "id",
                    new Proof.None(),
                    Dialect.STANDARD,
                    List.of()))
        .hasMessageContaining("https");
  }

  private ClientCredentialsSessions sessions(Dialect dialect, Proof proof) {
    return new ClientCredentialsSessions(
        new Ehrs(List.of(fake.as(dialect, proof, "system/Patient.rs"))), clock);
  }
}
