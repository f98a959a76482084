package dev.mortar.admin;

import dev.mortar.access.Permission;
import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.security.AccessGrants;
import dev.mortar.security.AccessGrants.NotYoursToGiveException;
import dev.mortar.security.AccessGrants.Template;
import dev.mortar.security.CallerAuthentication;
import dev.mortar.security.PermissionSet;
import dev.mortar.store.FhirStore.StaleVersionException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/accounts/[name]/access}: what somebody has beside their role; {@code /api/templates}:
 * variants of the roles.
 */
@RestController
final class AccessController {
  private final AccessGrants grants;
  private final Accounts accounts;

  AccessController(AccessGrants grants, Accounts accounts) {
    this.grants = grants;
    this.accounts = accounts;
  }

  @GetMapping("/api/accounts/{name}/access")
  Access access(@PathVariable String name) {
    Account account = known(name);
    PermissionSet set = grants.of(account);
    return new Access(
        account.role().code(), set.template(), set.granted(), set.denied(), set.guarded());
  }

  @PutMapping("/api/accounts/{name}/access")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void change(CallerAuthentication by, @PathVariable String name, @RequestBody Wanted wanted) {
    Account account = known(name);
    answering(() -> grants.change(by.caller(), account, wanted.set(), wanted.reason()));
  }

  /** Those of the roles come from the policy table and cannot be changed. */
  @GetMapping("/api/templates")
  List<Shown> templates() {
    return Stream.concat(
            Arrays.stream(Role.values())
                .filter(role -> role.kind() == Role.Kind.STAFF)
                .map(Shown::of),
            grants.templates().stream().map(Shown::of))
        .toList();
  }

  @PutMapping("/api/templates/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void define(CallerAuthentication by, @PathVariable String name, @RequestBody Wanted wanted) {
    answering(() -> grants.define(by.caller(), name, wanted.set(), wanted.reason()));
  }

  private Account known(String name) {
    return accounts
        .find(name)
        .orElseThrow(() -> new ApiProblem(HttpStatus.NOT_FOUND, "There is no such account."));
  }

  private static void answering(Runnable change) {
    try {
      change.run();
    } catch (IllegalArgumentException e) {
      throw new ApiProblem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (NotYoursToGiveException e) {
      throw new ApiProblem(HttpStatus.FORBIDDEN, String.valueOf(e.getMessage()));
    } catch (StaleVersionException e) {
      throw new ApiProblem(
          HttpStatus.CONFLICT, "Somebody else has changed it meanwhile. Look at it again.");
    }
  }

  /** What somebody has beside their role, as it was named. */
  record Access(
      String role,
      String template,
      List<String> granted,
      List<String> denied,
      List<String> secondFactor) {}

  /**
   * @param version empty for that of a role
   * @param permissions what a role has by itself, by category
   */
  record Shown(
      String name,
      String version,
      String title,
      String role,
      List<String> permissions,
      List<String> granted,
      List<String> denied,
      List<String> secondFactor) {
    static Shown of(Role role) {
      return new Shown(
          role.code(), "", "", role.code(), permissions(role), List.of(), List.of(), List.of());
    }

    static Shown of(Template template) {
      PermissionSet set = template.set();
      return new Shown(
          template.name(),
          template.version(),
          set.title(),
          set.role(),
          Role.ofCode(set.role()).map(Shown::permissions).orElse(List.of()),
          set.granted(),
          set.denied(),
          set.guarded());
    }

    private static List<String> permissions(Role role) {
      return Permission.of(role).stream().map(Permission::code).sorted().toList();
    }
  }

  /**
   * @param title and role of a template
   * @param template that an account is to have; empty for that of its role
   * @param secondFactor permissions that need a sign-in with one
   * @param reason why, for the record
   */
  record Wanted(
      String title,
      String role,
      String template,
      List<String> granted,
      List<String> denied,
      List<String> secondFactor,
      String reason) {
    Wanted(
        @Nullable String title,
        @Nullable String role,
        @Nullable String template,
        @Nullable List<String> granted,
        @Nullable List<String> denied,
        @Nullable List<String> secondFactor,
        @Nullable String reason) {
      this.title = title == null ? "" : title;
      this.role = role == null ? "" : role;
      this.template = template == null ? "" : template;
      this.granted = granted == null ? List.of() : List.copyOf(granted);
      this.denied = denied == null ? List.of() : List.copyOf(denied);
      this.secondFactor = secondFactor == null ? List.of() : List.copyOf(secondFactor);
      this.reason = reason == null ? "" : reason;
    }

    PermissionSet set() {
      return new PermissionSet(title, role, template, granted, denied, secondFactor);
    }
  }
}
