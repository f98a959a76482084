package dev.mortar.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.TestClock;
import dev.mortar.authorization.TestPeople;
import dev.mortar.federation.FederationProperties.Client;
import dev.mortar.federation.FederationProperties.Mapped;
import dev.mortar.federation.FederationProperties.Overage;
import dev.mortar.federation.FederationProperties.Provider;
import dev.mortar.federation.FederationProperties.Roles;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who comes in as whom; on real tables. */
class DoorkeeperTest {
  private static final String ISSUER = "https://id.clinic.example";

  private final JdbcDataSource database = database();
  private final TestClock clock = new TestClock();
  private final FederatedPeople links = new FederatedPeople(JdbcClient.create(database), clock);

  /** Managers must have a second factor. */
  private final TestPeople parts = TestPeople.on(database, clock, List.of("manager"));

  private final Accounts accounts = parts.accounts();

  /** What people of a role lack. */
  private final Map<Role, String> lacking = new HashMap<>();

  private final Doorkeeper doorkeeper =
      new Doorkeeper(
          links,
          accounts,
          parts.people(),
          (issuer, subject, name) -> "Practitioner/" + subject,
          account ->
              Optional.ofNullable(lacking.get(account.role())).filter(text -> !text.isEmpty()));

  @Test
  void aRoleThatNeedsASecondFactorNeedsOneOfTheProvider() {
    assertThat(admit(Map.of("groups", "managers"), "mfa")).isInstanceOf(Admission.Refused.class);
    Map<String, Object> strong = Map.of("groups", "managers", "amr", List.of("pwd", "mfa"));
    assertThat(admit(strong)).isInstanceOf(Admission.Refused.class);
    assertThat(admit(strong, "otp")).isInstanceOf(Admission.Refused.class);
    assertThat(admit(strong, "mfa"))
        .isInstanceOfSatisfying(
            Admission.Welcome.class, welcome -> assertThat(welcome.secondFactor()).isTrue());
    assertThat(admit(Map.of("groups", "managers", "acr", "gold"), "gold"))
        .isInstanceOf(Admission.Welcome.class);
  }

  @Test
  void theFirstOfTheMapThatFitsIsTheRole() {
    Map<String, Object> both = Map.of("groups", List.of("technicians", "pharmacists"));
    assertThat(admit(both))
        .isInstanceOfSatisfying(
            Admission.Welcome.class,
            welcome -> assertThat(welcome.account().role()).isEqualTo(Role.STAFF_PHARMACIST));
    assertThat(admit(Map.of("groups", List.of("Pharmacists", "pharmacist"))))
        .isInstanceOf(Admission.Refused.class);
    assertThat(admit(Map.of("groups", 7))).isInstanceOf(Admission.Refused.class);
    assertThat(admit(Map.of())).isInstanceOf(Admission.Refused.class);
  }

  @Test
  void whoLacksWhatTheirRoleNeedsStaysOutAndKeepsTheRoleBefore() {
    accounts.save(account("root", Role.MANAGER), "a long password of a test");
    assertThat(admit(Map.of("groups", "technicians"))).isInstanceOf(Admission.Welcome.class);
    lacking.put(Role.STAFF_PHARMACIST, "There is no licence.");
    assertThat(admit(Map.of("groups", "pharmacists")))
        .isInstanceOfSatisfying(
            Admission.Refused.class,
            refused -> assertThat(refused.why()).startsWith("There is no licence. Ask"));
    assertThat(accounts.find("seven").map(Account::role)).contains(Role.TECHNICIAN);
    lacking.clear();
    assertThat(admit(Map.of("groups", "pharmacists"))).isInstanceOf(Admission.Welcome.class);
    assertThat(accounts.find("seven").map(Account::role)).contains(Role.STAFF_PHARMACIST);
  }

  @Test
  void theLastManagerIsNotDegraded() {
    accounts.save(account("root", Role.MANAGER), "a long password of a test");
    links.link(ISSUER, "7", "root");
    assertThat(admit(Map.of("groups", "technicians")))
        .isInstanceOfSatisfying(
            Admission.Refused.class,
            refused -> assertThat(refused.why()).contains("the last manager"));
    assertThat(accounts.find("root").map(Account::role)).contains(Role.MANAGER);
    accounts.save(account("other", Role.MANAGER), "a long password of a test");
    assertThat(admit(Map.of("groups", "technicians"))).isInstanceOf(Admission.Welcome.class);
    assertThat(accounts.find("root").map(Account::role)).contains(Role.TECHNICIAN);
  }

  @Test
  void aNewAccountNeverWritesOverOneThatExists() {
    Account known = account("fred", Role.MANAGER);
    assertThat(accounts.create(known)).isTrue();
    assertThat(accounts.create(account("fred", Role.TECHNICIAN))).isFalse();
    assertThat(accounts.find("fred")).contains(known);
    assertThat(admit(Map.of("groups", "technicians", "preferred_username", "Fred")))
        .isInstanceOf(Admission.Refused.class);
    assertThat(links.find(ISSUER, "7")).isEmpty();
    assertThat(admit(Map.of("groups", "technicians", "preferred_username", "é")))
        .isInstanceOf(Admission.Refused.class);
  }

  @Test
  void aSubjectIsOnePersonHereAndOneOfAnotherIssuerIsSomebodyElse() {
    assertThat(links.link(ISSUER, "7", "anna")).isTrue();
    assertThat(links.link(ISSUER, "7", "bert")).isFalse();
    assertThat(links.find("https://other.example", "7")).isEmpty();
    assertThat(links.link("https://other.example", "7", "bert")).isTrue();
    assertThat(links.find(ISSUER, "7")).contains("anna");
    assertThat(links.unlink(ISSUER, "7", "bert")).isFalse();
    assertThat(links.unlink(ISSUER, "7", "anna")).isTrue();
    assertThat(links.of("anna")).isEmpty();
  }

  @Test
  void groupsMayLieWithinAnObjectOrUnderANameWithDots() {
    var nested = new Identity(ISSUER, "7", Map.of("realm", Map.of("roles", List.of("a", 1))), "t");
    assertThat(nested.texts("realm.roles")).containsExactly("a");
    assertThat(nested.texts("realm.none")).isEmpty();
    assertThat(nested.texts("realm")).isEmpty();
    assertThat(nested.has("realm.roles")).isTrue();
    assertThat(nested.has("realm.none")).isFalse();
    assertThat(nested.has("realm.roles.deeper")).isFalse();
    var dotted = new Identity(ISSUER, "7", Map.of("https://x.example/roles", "b"), "t");
    assertThat(dotted.texts("https://x.example/roles")).containsExactly("b");
  }

  private Admission admit(Map<String, Object> claims, String... secondFactor) {
    var all = new HashMap<>(Map.<String, Object>of("preferred_username", "seven"));
    all.putAll(claims);
    return doorkeeper.admit(provider(secondFactor), new Identity(ISSUER, "7", all, "token"));
  }

  private static Provider provider(String... secondFactor) {
    return new Provider(
        "clinic",
        "the clinic",
        URI.create(ISSUER),
        new Client("mortar", "", false, List.of("openid"), "", false),
        new FederationProperties.People(true, "preferred_username", List.of()),
        new Roles(
            "groups",
            List.of(
                new Mapped("managers", "manager"),
                new Mapped("pharmacists", "staff-pharmacist"),
                new Mapped("technicians", "technician")),
            new Overage(URI.create(""), Overage.Method.POST, "value")),
        List.of(secondFactor));
  }

  private static Account account(String name, Role role) {
    return new Account(name, name, role, "Practitioner/" + name, Optional.empty(), true);
  }

  private static JdbcDataSource database() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(source).locations("classpath:db/smart").load().migrate();
    return source;
  }
}
