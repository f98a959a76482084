package dev.mortar.demo;

import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.Tokens;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /demo/token?role=manager}: an access token of the demo user who has the role. */
@RestController
@Profile("demo")
final class DemoTokenController {
  private final Accounts accounts;
  private final Tokens tokens;

  DemoTokenController(Accounts accounts, Tokens tokens) {
    this.accounts = accounts;
    this.tokens = tokens;
  }

  @GetMapping("/demo/token")
  ResponseEntity<String> token(@RequestParam("role") String role) {
    Optional<Account> account = Role.ofCode(role).flatMap(known -> accounts.find(known.code()));
    return account
        .map(
            found ->
                ResponseEntity.ok()
                    .contentType(MediaType.TEXT_PLAIN)
                    .cacheControl(CacheControl.noStore())
                    .body(tokens.mint(found, scopes(found.role()))))
        .orElseGet(
            () ->
                ResponseEntity.badRequest()
                    .contentType(MediaType.TEXT_PLAIN)
                    .body("There is no such demo role."));
  }

  private static Scopes scopes(Role role) {
    return Scopes.parse(
        role.kind() == Role.Kind.SYSTEM ? "system/*.cruds" : "openid fhirUser user/*.cruds");
  }
}
