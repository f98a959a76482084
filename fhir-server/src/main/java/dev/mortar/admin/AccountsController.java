package dev.mortar.admin;

import dev.mortar.authorization.Account;
import dev.mortar.authorization.AccountRules;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.People;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/accounts}: who may sign in. */
@RestController
final class AccountsController {
  private final People people;
  private final Accounts accounts;

  AccountsController(People people, Accounts accounts) {
    this.people = people;
    this.accounts = accounts;
  }

  @GetMapping("/api/accounts")
  List<Shown> all() {
    return people.all().stream().map(Shown::of).toList();
  }

  /** Answers with a link for the person to set a password; it works once, within three days. */
  @PostMapping("/api/accounts/{name}/invitation")
  ResponseEntity<Map<String, String>> invite(
      @PathVariable String name, @RequestBody(required = false) @Nullable Wanted wanted) {
    Account account =
        accounts.find(name).orElseGet(() -> create(name, wanted == null ? Wanted.NOBODY : wanted));
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(Map.of("link", people.invite(account)));
  }

  @PostMapping("/api/accounts/{name}/suspend")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void suspend(@PathVariable String name) {
    try {
      people.suspend(known(name));
    } catch (People.LastManagerException e) {
      throw new ApiProblem(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
    }
  }

  @PostMapping("/api/accounts/{name}/resume")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resume(@PathVariable String name) {
    people.resume(known(name));
  }

  @DeleteMapping("/api/accounts/{name}/second-factor")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forgetSecondFactor(@PathVariable String name) {
    people.forgetSecondFactor(known(name));
  }

  private String known(String name) {
    return accounts
        .find(name)
        .orElseThrow(() -> new ApiProblem(HttpStatus.NOT_FOUND, "There is no such account."))
        .username();
  }

  private static Account create(String name, Wanted wanted) {
    try {
      return AccountRules.invited(
          name, wanted.displayName(), wanted.role(), wanted.fhirUser(), wanted.patient());
    } catch (IllegalArgumentException e) {
      throw new ApiProblem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  /** An account without what only the sign-in knows. */
  record Shown(String name, String displayName, String role, String fhirUser, boolean active) {
    static Shown of(Account account) {
      return new Shown(
          account.username(),
          account.displayName(),
          account.role().code(),
          account.fhirUser(),
          account.active());
    }
  }

  /**
   * @param patient id without type, for patients and caregivers
   */
  record Wanted(String displayName, String role, String fhirUser, String patient) {
    static final Wanted NOBODY = new Wanted("", "", "", "");

    Wanted(
        @Nullable String displayName,
        @Nullable String role,
        @Nullable String fhirUser,
        @Nullable String patient) {
      this.displayName = displayName == null ? "" : displayName;
      this.role = role == null ? "" : role;
      this.fhirUser = fhirUser == null ? "" : fhirUser;
      this.patient = patient == null ? "" : patient;
    }
  }
}
