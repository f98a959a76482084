package dev.mortar.security;

import dev.mortar.access.Access;
import dev.mortar.access.Caller;
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
  private final Access access;

  MeController(Accounts accounts, BreakGlass glass, Access access) {
    this.access = access;
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
        List.copyOf(access.entitlements().permissions(caller)),
        List.copyOf(access.entitlements().modules(caller)),
        glass.openTo(caller.name()).stream()
            .map(one -> new Emergency("Patient/" + one.patientId(), one.until().toString()))
            .toList());
  }

  /**
   * @param permissions codes such as {@code clinical.read}
   * @param modules the parts of the program that the caller may use
   * @param emergencies the records that are open to the caller in an emergency
   */
  record Me(
      String name,
      String role,
      String fhirUser,
      List<String> permissions,
      List<String> modules,
      List<Emergency> emergencies) {}

  /**
   * @param patient as {@code Patient/1}
   * @param until when it closes again
   */
  record Emergency(String patient, String until) {}
}
