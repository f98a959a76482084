package dev.mortar.admin;

import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.federation.FederatedPeople;
import dev.mortar.federation.FederatedSignIns;
import dev.mortar.federation.FederatedSignIns.Known;
import dev.mortar.security.GrantChanges;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/federation}: the identity providers; {@code /api/accounts/[name]/federation}: who
 * somebody is there.
 */
@RestController
final class FederationController {
  private static final int LONGEST_SUBJECT = 255;

  private final FederatedSignIns signIns;
  private final FederatedPeople links;
  private final Accounts accounts;
  private final GrantChanges changes;

  FederationController(
      FederatedSignIns signIns, FederatedPeople links, Accounts accounts, GrantChanges changes) {
    this.changes = changes;
    this.signIns = signIns;
    this.links = links;
    this.accounts = accounts;
  }

  @GetMapping("/api/federation")
  List<Known> providers() {
    return signIns.providers();
  }

  /** Links of a provider that is registered no more are shown by its issuer. */
  @GetMapping("/api/accounts/{name}/federation")
  List<Shown> of(@PathVariable String name) {
    return links.of(account(name).username()).stream()
        .map(
            link ->
                new Shown(
                    byIssuer(link.issuer()).map(Known::id).orElse(link.issuer()), link.subject()))
        .toList();
  }

  @PutMapping("/api/accounts/{name}/federation")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void link(@PathVariable String name, @RequestBody Wanted wanted) {
    Known provider = provider(wanted.provider());
    String subject = wanted.subject();
    if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
      throw new ApiProblem(
          HttpStatus.BAD_REQUEST, "subject is what the provider calls the person, in its sub.");
    }
    String username = account(name).username();
    Optional<String> known = links.find(provider.issuer(), subject);
    if (known.filter(one -> !one.equals(username)).isPresent()) {
      throw taken(known.get());
    }
    change(
        username,
        wanted.reason(),
        () -> {
          if (known.isEmpty() && !links.link(provider.issuer(), subject, username)) {
            throw taken("of somebody else");
          }
        });
  }

  private static ApiProblem taken(String by) {
    return new ApiProblem(
        HttpStatus.CONFLICT,
        "This subject is linked to the account " + by + ". Remove that link first.");
  }

  private void change(String username, String reason, Runnable act) {
    AccountProblems.answered(
        () ->
            changes.change(
                username,
                reason,
                () -> "signed in by " + links.of(username),
                () -> {
                  act.run();
                  return username;
                }));
  }

  @DeleteMapping("/api/accounts/{name}/federation")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unlink(
      @PathVariable String name,
      @RequestParam String provider,
      @RequestParam String subject,
      @RequestParam(defaultValue = "") String reason) {
    String issuer = byId(provider).map(Known::issuer).orElse(provider);
    String username = account(name).username();
    change(
        username,
        reason,
        () -> {
          if (!links.unlink(issuer, subject, username)) {
            throw new ApiProblem(HttpStatus.NOT_FOUND, "There is no such link.");
          }
        });
  }

  private Known provider(String id) {
    return byId(id)
        .orElseThrow(
            () ->
                new ApiProblem(
                    HttpStatus.BAD_REQUEST, "provider is no registered identity provider."));
  }

  private Optional<Known> byId(String id) {
    return signIns.providers().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private Optional<Known> byIssuer(String issuer) {
    return signIns.providers().stream().filter(one -> one.issuer().equals(issuer)).findFirst();
  }

  private Account account(String name) {
    return AccountProblems.known(accounts, name);
  }

  /**
   * @param provider its id, or its issuer if it is registered no more
   */
  record Shown(String provider, String subject) {}

  /**
   * @param subject what the provider calls the person
   * @param reason why; kept with the change
   */
  record Wanted(String provider, String subject, String reason) {
    Wanted(@Nullable String provider, @Nullable String subject, @Nullable String reason) {
      this.reason = reason == null ? "" : reason;
      this.provider = provider == null ? "" : provider;
      this.subject = subject == null ? "" : subject;
    }
  }
}
