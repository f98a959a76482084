package dev.mortar.admin;

import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.AccountRules;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.People;
import dev.mortar.security.GrantChanges;
import dev.mortar.security.Onboarding;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/accounts}: who may sign in. Each change says why. */
@RestController
final class AccountsController {
  private final People people;
  private final Accounts accounts;
  private final Onboarding onboarding;
  private final GrantChanges changes;
  private final Clock clock;

  AccountsController(
      People people, Accounts accounts, Onboarding onboarding, GrantChanges changes, Clock clock) {
    this.people = people;
    this.accounts = accounts;
    this.onboarding = onboarding;
    this.changes = changes;
    this.clock = clock;
  }

  @GetMapping("/api/accounts")
  List<Shown> all() {
    Map<String, Instant> deadlines = people.activationDeadlines();
    return people.all().stream()
        .map(account -> Shown.of(account, state(account, deadlines.get(account.username()))))
        .toList();
  }

  private String state(Account account, @Nullable Instant deadline) {
    if (account.active()) {
      return "active";
    }
    if (deadline == null) {
      return "suspended";
    }
    return clock.instant().isBefore(deadline) ? "invited" : "lapsed";
  }

  /** Answers with a link for the person to set a password; it works once, within three days. */
  @PostMapping("/api/accounts/{name}/invitation")
  ResponseEntity<Map<String, String>> invite(
      @PathVariable String name, @RequestBody(required = false) @Nullable Wanted body) {
    Wanted wanted = body == null ? Wanted.NOBODY : body;
    Account account = accounts.find(name).orElseGet(() -> create(name, wanted));
    String link = AccountProblems.answered(() -> onboarding.invite(account, wanted.reason()));
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(Map.of("link", link));
  }

  @PostMapping("/api/accounts/{name}/suspend")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void suspend(@PathVariable String name, @RequestBody(required = false) @Nullable Wanted wanted) {
    String username = known(name).username();
    change(username, reason(wanted), () -> people.suspend(username));
  }

  @PostMapping("/api/accounts/{name}/resume")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resume(@PathVariable String name, @RequestBody(required = false) @Nullable Wanted wanted) {
    Account account = known(name);
    AccountProblems.answered(
        () -> {
          onboarding.resume(account, reason(wanted));
          return account;
        });
  }

  /** Another role of the staff; tokens of the former one end within a minute. */
  @PutMapping("/api/accounts/{name}/role")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changeRole(@PathVariable String name, @RequestBody Wanted wanted) {
    Account account = known(name);
    Role role =
        Role.ofCode(wanted.role())
            .orElseThrow(
                () -> new ApiProblem(HttpStatus.BAD_REQUEST, "role must be a role of the staff."));
    AccountProblems.answered(
        () -> {
          onboarding.changeRole(account, role, wanted.reason());
          return account;
        });
  }

  @DeleteMapping("/api/accounts/{name}/second-factor")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forgetSecondFactor(
      @PathVariable String name, @RequestParam(defaultValue = "") String reason) {
    String username = known(name).username();
    change(username, reason, () -> people.forgetSecondFactor(username));
  }

  private void change(String username, String reason, Runnable act) {
    AccountProblems.answered(
        () ->
            changes.change(
                username,
                reason,
                () -> {
                  act.run();
                  return username;
                }));
  }

  private static String reason(@Nullable Wanted wanted) {
    return wanted == null ? "" : wanted.reason();
  }

  private Account known(String name) {
    return AccountProblems.known(accounts, name);
  }

  private static Account create(String name, Wanted wanted) {
    return AccountProblems.answered(
        () ->
            AccountRules.invited(
                name, wanted.displayName(), wanted.role(), wanted.fhirUser(), wanted.patient()));
  }

  /**
   * An account without what only the sign-in knows.
   *
   * @param state active, invited, lapsed (invited, and did not come in within the time for it), or
   *     suspended
   */
  record Shown(
      String name, String displayName, String role, String fhirUser, boolean active, String state) {
    static Shown of(Account account, String state) {
      return new Shown(
          account.username(),
          account.displayName(),
          account.role().code(),
          account.fhirUser(),
          account.active(),
          state);
    }
  }

  /**
   * @param patient id without type, for patients and caregivers
   * @param reason why; kept with the change
   */
  record Wanted(String displayName, String role, String fhirUser, String patient, String reason) {
    static final Wanted NOBODY = new Wanted("", "", "", "", "");

    Wanted(
        @Nullable String displayName,
        @Nullable String role,
        @Nullable String fhirUser,
        @Nullable String patient,
        @Nullable String reason) {
      this.displayName = displayName == null ? "" : displayName;
      this.role = role == null ? "" : role;
      this.fhirUser = fhirUser == null ? "" : fhirUser;
      this.patient = patient == null ? "" : patient;
      this.reason = reason == null ? "" : reason;
    }
  }
}
