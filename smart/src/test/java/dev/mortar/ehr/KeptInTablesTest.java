package dev.mortar.ehr;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import dev.mortar.authorization.Seal;
import dev.mortar.authorization.TestClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What outlives a node: begun sign-ins, sessions, keys. Each object here is a node of its own. */
class KeptInTablesTest {
  private static final String NEWEST = "bmV3ZXN0LWtleS1vZi10aGUtdGVzdHMtMDEyMzQ1Njc=";
  private static final String OLDER = "b2xkZXIta2V5LW9mLXRoZS10ZXN0cy0wMTIzNDU2Nzg=";
  private static final URI BACK = URI.create("https://mortar.example/ehr/callback");

  private final TestClock clock = new TestClock();
  private final JdbcClient jdbc = JdbcClient.create(database());
  private final SealedRows rows = new SealedRows(Seal.of(OLDER));
  private final FakeEhr fake = new FakeEhr(clock);
  private final Ehrs ehrs =
      new Ehrs(List.of(fake.as(Dialect.STANDARD, new Proof.None(), "patient/Patient.rs")));

  KeptInTablesTest() throws Exception {}

  @AfterEach
  void theEhrStops() {
    fake.close();
  }

  @Test
  void theBrowserMayComeBackToAnotherNodeOnceAndWithinTenMinutes() {
    String state = begun();
    assertThat(column("smart_ehr_launching")).allMatch(one -> one.startsWith("sealed:"));
    assertThat(node().finish(Map.of("state", state, "code", "c")).ehr().base())
        .hasToString(fake.base());
    assertThat(fake.tokenRequests.getFirst().get("code_verifier")).hasSizeGreaterThan(42);
    assertThat(launchings().take(state)).isEmpty();
    String late = begun();
    clock.advance(Duration.ofMinutes(11));
    assertThat(launchings().take(late)).isEmpty();
    begun();
    assertThat(column("smart_ehr_launching")).hasSize(1);
  }

  @Test
  void aSessionIsGivenOnceAndRenewedOnAnyNode() {
    fake.answer.putAll(Map.of("refresh_token", "again", "patient", "p7"));
    SmartSession session = node().finish(Map.of("state", begun(), "code", "c"));
    String id = kept().keep(session);
    assertThat(column("smart_ehr_session")).allMatch(one -> one.startsWith("sealed:"));
    assertThat(kept().give(id, "anna").flatMap(SmartSession::patient)).contains("p7");
    assertThat(kept().give(id, "mallory")).isEmpty();
    clock.advance(Duration.ofMinutes(5));
    assertThat(kept().of("anna").map(SmartSession::accessToken)).contains("token-2");
    assertThat(kept().of("anna").map(SmartSession::accessToken)).contains("token-2");
    kept().end("anna");
    assertThat(kept().of("anna")).isEmpty();
  }

  @Test
  void aSessionEndsAfterTwelveHours() {
    String id = kept().keep(node().finish(Map.of("state", begun(), "code", "c")));
    clock.advance(Duration.ofHours(13));
    assertThat(kept().give(id, "anna")).isEmpty();
  }

  @Test
  void aLinkHoldsForItsEhrAndOnlyIfItsSignInCounts() throws Exception {
    var ehr = ehrs.find(fake.base()).orElseThrow();
    var asked = FakeEhr.form(node().begin(fake.base(), Optional.of("x")).getRawQuery());
    fake.signs(fake.key(), asked.get("nonce"));
    SmartSession session = node().finish(Map.of("state", asked.get("state"), "code", "c"));
    var people = new EhrPeople(jdbc, Set.of(fake.base()));
    assertThat(people.find(session)).isEmpty();
    people.link(ehr, "Practitioner/anna", "bert");
    people.link(ehr, "Practitioner/anna", "anna");
    assertThat(people.find(session)).contains("anna");
    assertThat(people.of("bert")).isEmpty();
    assertThat(new EhrPeople(jdbc, Set.of()).find(session)).isEmpty();
  }

  @Test
  void theKeysAreMadeOnceAndSealedAnewByANewKey() {
    var before = new EhrKeys(jdbc, rows, clock).all();
    assertThat(new EhrKeys(jdbc, rows, clock).all()).isEqualTo(before);
    new SealedRows(Seal.of(NEWEST, OLDER)).sealAnew(jdbc);
    assertThat(new EhrKeys(jdbc, new SealedRows(Seal.of(NEWEST)), clock).all()).isEqualTo(before);
    assertThat(column("smart_ehr_key")).allMatch(one -> one.startsWith("sealed:"));
  }

  /** Each object is a node of its own. */
  @Test
  void aNewKeyIsPublishedForADayBeforeItSignsAndTheOldOneGoesAfterIt() {
    var first = keys();
    assertThat(first).hasSize(2);
    assertThat(new EhrKeys(jdbc, rows, clock).rotate()).isTrue();
    assertThat(new EhrKeys(jdbc, rows, clock).rotate()).isFalse();
    var both = keys();
    assertThat(both).hasSize(4).startsWith(first.getFirst(), first.getLast());
    var published = new PublishedKeys(new EhrKeys(jdbc, rows, clock)::all, Optional.empty(), clock);
    assertThat(published.ids().getFirst()).isEqualTo(first.getFirst());
    clock.advance(EhrKeys.BEFORE.minusSeconds(1));
    assertThat(published.ids()).isEqualTo(both);
    clock.advance(Duration.ofMinutes(5));
    assertThat(published.ids()).startsWith(both.get(2), both.get(3)).containsAll(first);
    assertThat(published.document()).contains(first.getFirst()).doesNotContain("\"d\"");
    clock.advance(EhrKeys.AFTER);
    assertThat(keys()).containsExactly(both.get(2), both.get(3));
    assertThat(new EhrKeys(jdbc, rows, clock).rotate()).isTrue();
    assertThat(keys()).hasSize(4).startsWith(both.get(2), both.get(3));
    assertThat(column("smart_ehr_key")).allMatch(one -> one.startsWith("sealed:"));
  }

  private List<String> keys() {
    return new EhrKeys(jdbc, rows, clock).all().stream().map(JWK::getKeyID).toList();
  }

  private String begun() {
    return FakeEhr.form(node().begin(fake.base(), Optional.empty()).getRawQuery()).get("state");
  }

  private AuthorizationCodeSessions node() {
    return new AuthorizationCodeSessions(ehrs, launchings(), BACK, clock);
  }

  private Launchings launchings() {
    return new JdbcLaunchings(jdbc, rows, clock);
  }

  private KeptSessions kept() {
    return new KeptSessions(jdbc, rows, ehrs, node(), clock);
  }

  private List<String> column(String table) {
    return jdbc.sql("select sealed from " + table).query(String.class).list();
  }

  private static JdbcDataSource database() {
    var source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(source).locations("classpath:db/smart").load().migrate();
    return source;
  }
}
