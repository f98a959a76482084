package dev.mortar.server;

import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.Tokens;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.BeanFactory;

/**
 * Tokens of test accounts, one a role: {@code test-manager} is Practitioner/test-manager, and the
 * patient and the caregiver have Patient/test-patient in context.
 */
final class TestTokens {
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final BeanFactory beans;
  private final Map<Role, Minted> minted = new ConcurrentHashMap<>();

  TestTokens(BeanFactory beans) {
    this.beans = beans;
  }

  String of(Role role) {
    Instant now = beans.getBean(Clock.class).instant();
    return minted
        .compute(
            role,
            (key, old) ->
                old != null && Duration.between(old.at(), now).abs().compareTo(FRESH) < 0
                    ? old
                    : new Minted(mint(role), now))
        .token();
  }

  private String mint(Role role) {
    Accounts accounts = beans.getBean(Accounts.class);
    String name = "test-" + role.code();
    Account account =
        accounts
            .find(name)
            .orElseGet(
                () -> {
                  Account created = account(name, role);
                  if (role == Role.SENIOR_PHARMACIST || role == Role.STAFF_PHARMACIST) {
                    beans.getBean(FhirStore.class).save(TestLicence.holder(name));
                  }
                  accounts.save(created, "a long password of a test");
                  return created;
                });
    return beans.getBean(Tokens.class).mint(account, Scopes.parse("openid fhirUser user/*.cruds"));
  }

  private static Account account(String name, Role role) {
    boolean patient = role.kind() == Role.Kind.PATIENT;
    String person = role == Role.CAREGIVER ? "RelatedPerson/" + name : "Practitioner/" + name;
    return new Account(
        name,
        "Test " + role.code(),
        role,
        role == Role.PATIENT ? "Patient/test-patient" : person,
        patient ? Optional.of("test-patient") : Optional.empty(),
        true);
  }

  private record Minted(String token, Instant at) {}
}
