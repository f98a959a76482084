package dev.mortar.security;

import dev.mortar.access.Caller;
import dev.mortar.access.Permission;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/me}: who is signed in, and what the pages may offer them. */
@RestController
final class MeController {
  private final Accounts accounts;
  private final BreakGlass glass;

  MeController(Accounts accounts, BreakGlass glass) {
    this.accounts = accounts;
    this.glass = glass;
  }

  @GetMapping("/api/me")
  Me me(CallerAuthentication signedIn) {
    Caller caller = signedIn.caller();
    return new Me(
        accounts.find(caller.name()).map(Account::displayName).orElse(caller.name()),
        caller.role().code(),
        caller.fhirUser().orElse(""),
        Permission.of(caller.role()).stream().map(Permission::code).sorted().toList(),
        glass.openTo(caller.name()).stream()
            .map(one -> new Emergency("Patient/" + one.patientId(), one.until().toString()))
            .toList());
  }

  /**
   * @param permissions codes such as {@code clinical.read}
   * @param emergencies the records that are open to the caller in an emergency
   */
  record Me(
      String name,
      String role,
      String fhirUser,
      List<String> permissions,
      List<Emergency> emergencies) {}

  /**
   * @param patient as {@code Patient/1}
   * @param until when it closes again
   */
  record Emergency(String patient, String until) {}
}
