package dev.mortar.federation;

import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.AccountRules;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.Credentialing;
import dev.mortar.authorization.People;
import dev.mortar.federation.FederationProperties.Mapped;
import dev.mortar.federation.FederationProperties.Provider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides who of a provider's people may come in, and as whom. Nobody may without a reason. */
final class Doorkeeper {
  private static final String ASK = " Ask your pharmacy manager.";
  private static final int LONGEST_NAME = 100;

  private final FederatedPeople links;
  private final Accounts accounts;
  private final People people;
  private final NewPeople newPeople;
  private final Credentialing credentialing;

  Doorkeeper(
      FederatedPeople links,
      Accounts accounts,
      People people,
      NewPeople newPeople,
      Credentialing credentialing) {
    this.credentialing = credentialing;
    this.links = links;
    this.accounts = accounts;
    this.people = people;
    this.newPeople = newPeople;
  }

  Admission admit(Provider provider, Identity identity) {
    Optional<String> linked = links.find(identity.issuer(), identity.subject());
    String name = linked.orElse(identity.subject());
    if (!rightDomain(provider, identity)) {
      return new Admission.Refused(
          name, "Your e-mail address is not one of those that may sign in here." + ASK);
    }
    boolean managed = !provider.roles().map().isEmpty();
    Optional<Role> role = role(provider, identity);
    if (managed && role.isEmpty()) {
      linked.ifPresent(people::endTokens);
      return new Admission.Refused(
          name, "None of your groups at " + provider.label() + " has a role here." + ASK);
    }
    Optional<Account> account =
        linked.isPresent() || role.isEmpty() || !provider.people().create()
            ? linked.flatMap(accounts::find)
            : created(provider, identity, role.get());
    return account
        .map(known -> asKnown(provider, identity, known, role.orElse(known.role())))
        .orElseGet(() -> stranger(provider, identity));
  }

  private Admission asKnown(Provider provider, Identity identity, Account account, Role role) {
    if (!account.active()) {
      return new Admission.Refused(account.username(), "Your account here is closed." + ASK);
    }
    boolean second = secondFactor(provider, identity);
    if (people.needsSecondFactor(role) && !second) {
      return new Admission.Refused(
          account.username(),
          "Your role needs a second factor, and "
              + provider.label()
              + " has not asked you for one. Sign in there with a second factor, or here with your"
              + " password and your own.");
    }
    Optional<String> obstacle = credentialing.obstacle(as(account, role));
    if (obstacle.isPresent()) {
      return new Admission.Refused(account.username(), obstacle.get() + ASK);
    }
    if (account.role() == role) {
      return new Admission.Welcome(account, second, identity.token(), "signed in");
    }
    if (account.role().kind() != Role.Kind.STAFF) {
      return new Admission.Refused(
          account.username(),
          provider.label() + " signs in staff only, and your account is a patient's." + ASK);
    }
    return changed(identity, account, role, second);
  }

  private Admission changed(Identity identity, Account account, Role role, boolean second) {
    try {
      people.changeRole(account.username(), role);
    } catch (People.LastManagerException last) {
      return new Admission.Refused(
          account.username(),
          "Your groups give you another role, but you are the last manager who can sign in here."
              + " Invite another one first.");
    }
    return new Admission.Welcome(
        as(account, role),
        second,
        identity.token(),
        "signed in; the role was " + account.role().code() + " and is " + role.code());
  }

  private static Account as(Account account, Role role) {
    return new Account(
        account.username(),
        account.displayName(),
        role,
        account.fhirUser(),
        account.patientId(),
        account.active());
  }

  /**
   * An account of that name that exists already may be anybody's. Of two first sign-ins at once one
   * makes the account, and the other finds it.
   */
  private Optional<Account> created(Provider provider, Identity identity, Role role) {
    Optional<String> name = name(provider, identity);
    if (name.isEmpty() || accounts.find(name.get()).isPresent()) {
      return Optional.empty();
    }
    String shown = identity.text("name").orElse(name.get());
    String displayName = shown.substring(0, Math.min(shown.length(), AccountRules.LONGEST_SHOWN));
    Account account =
        new Account(
            name.get(),
            displayName,
            role,
            newPeople.practitioner(identity.issuer(), identity.subject(), displayName),
            Optional.empty(),
            true);
    if (accounts.create(account)) {
      links.link(identity.issuer(), identity.subject(), account.username());
    }
    return links.find(identity.issuer(), identity.subject()).flatMap(accounts::find);
  }

  private static Admission stranger(Provider provider, Identity identity) {
    return new Admission.Refused(
        identity.subject(),
        "You have no account here yet, or one that is not linked to "
            + provider.label()
            + ". Tell your pharmacy manager this number of yours there: "
            + identity.subject());
  }

  private static Optional<Role> role(Provider provider, Identity identity) {
    List<String> values = identity.texts(provider.roles().claim());
    return provider.roles().map().stream()
        .filter(one -> values.contains(one.value()))
        .map(Mapped::known)
        .findFirst();
  }

  private static boolean secondFactor(Provider provider, Identity identity) {
    Predicate<String> counts = provider.secondFactor()::contains;
    return identity.texts("acr").stream().anyMatch(counts)
        || identity.texts("amr").stream().anyMatch(counts);
  }

  /** Only an address that the provider has verified says where somebody belongs. */
  private static boolean rightDomain(Provider provider, Identity identity) {
    List<String> domains = provider.people().domains();
    return domains.isEmpty()
        || identity.is("email_verified")
            && identity
                .text("email")
                .map(email -> email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT))
                .filter(domains::contains)
                .isPresent();
  }

  private static Optional<String> name(Provider provider, Identity identity) {
    return identity
        .text(provider.people().nameClaim())
        .map(text -> text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-"))
        .map(text -> text.substring(0, Math.min(text.length(), LONGEST_NAME)))
        .filter(AccountRules::isName);
  }
}
