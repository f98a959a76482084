package dev.mortar.admin;

import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.ehr.Ehr;
import dev.mortar.ehr.EhrKeys;
import dev.mortar.ehr.EhrPeople;
import dev.mortar.ehr.Ehrs;
import dev.mortar.ehr.PublishedKeys;
import dev.mortar.security.GrantChanges;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/accounts/[name]/ehr}: who somebody is in an EHR; {@code /api/ehr/keys}: our keys. */
@RestController
final class EhrsController {
  private static final Pattern PERSON =
      Pattern.compile("(https?://[^\\s?#]{1,500}/)?[A-Z][A-Za-z]{1,40}/[A-Za-z0-9.-]{1,64}");

  private final Ehrs ehrs;
  private final EhrPeople people;
  private final Accounts accounts;
  private final PublishedKeys keys;
  private final EhrKeys keyring;
  private final GrantChanges changes;

  EhrsController(
      Ehrs ehrs,
      EhrPeople people,
      Accounts accounts,
      PublishedKeys keys,
      EhrKeys keyring,
      GrantChanges changes) {
    this.changes = changes;
    this.ehrs = ehrs;
    this.people = people;
    this.accounts = accounts;
    this.keys = keys;
    this.keyring = keyring;
  }

  @GetMapping("/api/accounts/{name}/ehr")
  List<EhrPeople.Person> of(@PathVariable String name) {
    return people.of(known(name).username());
  }

  @PutMapping("/api/accounts/{name}/ehr")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void link(@PathVariable String name, @RequestBody Wanted wanted) {
    Ehr ehr =
        ehrs.find(wanted.iss())
            .orElseThrow(() -> new ApiProblem(HttpStatus.BAD_REQUEST, "iss is no registered EHR."));
    if (!PERSON.matcher(wanted.fhirUser()).matches()) {
      throw new ApiProblem(
          HttpStatus.BAD_REQUEST, "fhirUser is the person there, as Practitioner/7.");
    }
    String username = known(name).username();
    change(username, wanted.reason(), () -> people.link(ehr, wanted.fhirUser(), username));
  }

  private void change(String username, String reason, Runnable act) {
    AccountProblems.answered(
        () ->
            changes.change(
                username,
                reason,
                () -> "signed in by " + people.of(username),
                () -> {
                  act.run();
                  return username;
                }));
  }

  /** One link, or without parameters all of the account. */
  @DeleteMapping("/api/accounts/{name}/ehr")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unlink(
      @PathVariable String name,
      @RequestParam(defaultValue = "") String iss,
      @RequestParam(defaultValue = "") String fhirUser,
      @RequestParam(defaultValue = "") String reason) {
    String username = known(name).username();
    if (iss.isEmpty() != fhirUser.isEmpty()) {
      throw new ApiProblem(HttpStatus.BAD_REQUEST, "iss and fhirUser name a link together.");
    }
    change(username, reason, () -> unlink(username, iss, fhirUser));
  }

  private void unlink(String username, String iss, String fhirUser) {
    if (iss.isEmpty()) {
      people.unlink(username);
    } else if (!people.unlink(new EhrPeople.Person(iss, fhirUser), username)) {
      throw new ApiProblem(HttpStatus.NOT_FOUND, "There is no such link.");
    }
  }

  /** The bases of the registered EHRs. */
  @GetMapping("/api/ehr")
  List<String> ehrs() {
    return ehrs.all();
  }

  /** As text, for EHRs that take no address. */
  @GetMapping("/api/ehr/keys")
  List<Key> keys() {
    return keys.ids().stream().map(id -> new Key(id, keys.pem(id))).toList();
  }

  /**
   * The next keys: published from now on, they sign after a day, and an hour later the old ones go.
   */
  @PostMapping("/api/ehr/keys")
  List<Key> rotate() {
    if (!keyring.rotate()) {
      throw new ApiProblem(
          HttpStatus.CONFLICT,
          "There are new keys already, which sign a day after they were made.");
    }
    keys.forget();
    return keys();
  }

  private Account known(String name) {
    return AccountProblems.known(accounts, name);
  }

  /**
   * @param iss base of a registered EHR
   * @param fhirUser the person there, as {@code Practitioner/7} or as a whole address
   * @param reason why; kept with the change
   */
  record Wanted(String iss, String fhirUser, String reason) {
    Wanted(@Nullable String iss, @Nullable String fhirUser, @Nullable String reason) {
      this.reason = reason == null ? "" : reason;
      this.iss = iss == null ? "" : iss;
      this.fhirUser = fhirUser == null ? "" : fhirUser;
    }
  }

  /**
   * @param pem the public half
   */
  record Key(String id, String pem) {}
}
