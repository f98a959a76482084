package dev.mortar.security;

import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.AccountRules;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.People;
import dev.mortar.ig.Canonicals;
import dev.mortar.security.Newcomer.Post;
import dev.mortar.store.FhirStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Lets somebody in: the person, their role and their account are made together or not at all. */
public final class Onboarding {
  private static final int MOST_ROLES = 100;

  private final FhirStore store;
  private final Accounts accounts;
  private final People people;
  private final Licences licences;
  private final GrantChanges changes;

  Onboarding(
      FhirStore store, Accounts accounts, People people, Licences licences, GrantChanges changes) {
    this.store = store;
    this.accounts = accounts;
    this.people = people;
    this.licences = licences;
    this.changes = changes;
  }

  /**
   * Makes what is missing. For a name that is known and nothing else that contradicts its account
   * there is a new link only.
   *
   * @param reason kept with the change
   * @throws IllegalArgumentException if something is missing or wrong, which the message names
   * @throws TakenException if the account of that name is another one
   * @throws UnlicensedException if the role needs a licence that the person has not
   */
  public Invited invite(Newcomer newcomer, String reason) {
    return changes.change(
        newcomer.name(),
        reason,
        () ->
            accounts
                .find(newcomer.name())
                .map(known -> again(newcomer, known))
                .orElseGet(() -> anew(newcomer)));
  }

  /**
   * Makes the account alone, of a person whom others keep, or finds the one of that name.
   *
   * @return the link by which the person sets a password
   */
  public String invite(Account account, String reason) {
    return changes.change(
        account.username(),
        reason,
        () -> {
          if (!account.active()) {
            checkLicence(account);
          }
          if (accounts.find(account.username()).isEmpty() && !accounts.create(account)) {
            throw new TakenException(account.username());
          }
          return people.invite(account);
        });
  }

  /** Lets somebody in again who was kept out. */
  public void resume(Account account, String reason) {
    changes.change(
        account.username(),
        reason,
        () -> {
          checkLicence(account);
          people.resume(account.username());
          return account;
        });
  }

  /** Gives somebody another role. */
  public void changeRole(Account account, Role role, String reason) {
    if (role.kind() != Role.Kind.STAFF || account.role().kind() != Role.Kind.STAFF) {
      throw new IllegalArgumentException("role must be a role of the staff, for one of the staff.");
    }
    changes.change(
        account.username(),
        reason,
        () -> {
          check(licences.lacking(role, account.fhirUser()));
          people.changeRole(account.username(), role);
          return account;
        });
  }

  private void checkLicence(Account account) {
    check(licences.lacking(account.role(), account.fhirUser()));
  }

  private static void check(Optional<String> lacking) {
    lacking.ifPresent(
        why -> {
          throw new UnlicensedException(why);
        });
  }

  private Invited again(Newcomer newcomer, Account known) {
    boolean same =
        newcomer.practitioner().isEmpty()
            && newcomer.post().isEmpty()
            && newcomer.role().equals(known.role().code())
            && newcomer.person().equals(known.fhirUser())
            && newcomer.patientId().equals(known.patientId().orElse(""));
    if (!newcomer.nameOnly() && !same) {
      throw new TakenException(newcomer.name());
    }
    if (!known.active()) {
      checkLicence(known);
    }
    return new Invited(people.invite(known), ofPerson(known.fhirUser()));
  }

  private Invited anew(Newcomer newcomer) {
    List<Resource> made = new ArrayList<>();
    boolean staff = isStaff(newcomer.role());
    if (!staff && (newcomer.practitioner().isPresent() || newcomer.post().isPresent())) {
      throw new IllegalArgumentException(
          "A practitioner, locations and the like are for the staff only; name a person instead.");
    }
    Optional<Practitioner> practitioner =
        staff ? Optional.of(practitioner(newcomer)) : Optional.empty();
    String person =
        practitioner
            .map(one -> "Practitioner/" + one.getIdElement().getIdPart())
            .orElse(newcomer.person());
    String shown =
        newcomer.displayName().isEmpty()
            ? practitioner.map(Onboarding::name).orElse("")
            : newcomer.displayName();
    Account account =
        AccountRules.invited(newcomer.name(), shown, newcomer.role(), person, newcomer.patientId());
    practitioner.ifPresent(
        one -> {
          made.add(one);
          made.addAll(roles(account, newcomer.post()));
        });
    checkLicence(account);
    if (!accounts.create(account)) {
      throw new TakenException(newcomer.name());
    }
    return new Invited(people.invite(account), made);
  }

  private static boolean isStaff(String role) {
    return Role.ofCode(role).filter(one -> one.kind() == Role.Kind.STAFF).isPresent();
  }

  private Practitioner practitioner(Newcomer newcomer) {
    if (newcomer.practitioner().isPresent() == !newcomer.person().isEmpty()) {
      throw new IllegalArgumentException(
          "Give either practitioner, with name and telecom, or person, as Practitioner/7.");
    }
    if (newcomer.practitioner().isEmpty()) {
      return known(newcomer.person());
    }
    Practitioner fresh = newcomer.practitioner().get().copy();
    if (name(fresh).isBlank()) {
      throw new IllegalArgumentException("practitioner.name needs given and family names.");
    }
    boolean reachable =
        fresh.hasTelecom() || newcomer.post().filter(at -> !at.telecom().isEmpty()).isPresent();
    if (!reachable) {
      throw new IllegalArgumentException(
          "practitioner.telecom, or telecom, needs a telephone number or an e-mail address.");
    }
    fresh.setId((IdType) null);
    fresh.setMeta(null);
    return store.save(fresh.setActive(true));
  }

  private Practitioner known(String person) {
    return Optional.of(new IdType(person))
        .filter(id -> "Practitioner".equals(id.getResourceType()) && id.hasIdPart())
        .flatMap(id -> store.find(Practitioner.class, id.getIdPart()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "person is a stored Practitioner for the staff, as Practitioner/7; or give"
                        + " practitioner instead."));
  }

  /** Who has the role already, and is given no other place, needs no second one. */
  private List<PractitionerRole> roles(Account account, Optional<Post> post) {
    List<PractitionerRole> present =
        post.isPresent()
            ? List.of()
            : store.search(
                PractitionerRole.class,
                "active=true&practitioner=%s&role=%s|%s"
                    .formatted(account.fhirUser(), Canonicals.CS_ROLE, account.role().code()),
                MOST_ROLES);
    return present.isEmpty() ? List.of(store.save(role(account, post.orElse(Post.NONE)))) : present;
  }

  private PractitionerRole role(Account account, Post post) {
    var role = new PractitionerRole();
    role.setActive(true).setPractitioner(new Reference(account.fhirUser()));
    Optional<Reference> organization = organization(post);
    organization.ifPresent(role::setOrganization);
    if (organization.isPresent()) {
      role.getMeta().addProfile(Canonicals.PROFILE_PRACTITIONER_ROLE);
    }
    role.addCode().addCoding(new Coding(Canonicals.CS_ROLE, account.role().code(), null));
    post.locations().forEach(role::addLocation);
    post.services().forEach(role::addHealthcareService);
    post.telecom().forEach(role::addTelecom);
    post.period().ifPresent(role::setPeriod);
    return role;
  }

  private Optional<Reference> organization(Post post) {
    return post.organization()
        .or(
            () ->
                post.locations().stream()
                    .findFirst()
                    .flatMap(
                        place ->
                            store.find(Location.class, place.getReferenceElement().getIdPart()))
                    .filter(Location::hasManagingOrganization)
                    .map(Location::getManagingOrganization));
  }

  private List<Resource> ofPerson(String person) {
    var id = new IdType(person);
    List<Resource> found = new ArrayList<>();
    if ("Practitioner".equals(id.getResourceType())) {
      store.find(Practitioner.class, id.getIdPart()).ifPresent(found::add);
      found.addAll(
          store.search(PractitionerRole.class, "active=true&practitioner=" + person, MOST_ROLES));
    }
    return found;
  }

  private static String name(Practitioner practitioner) {
    return practitioner.getName().stream()
        .map(one -> one.getNameAsSingleString())
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse("");
  }

  /**
   * @param link by which the person sets a password
   * @param resources the Practitioner and the PractitionerRoles, as far as there are any
   */
  public record Invited(String link, List<Resource> resources) {
    public Invited {
      resources = List.copyOf(resources);
    }
  }

  /** The role needs a licence that the person has not. */
  public static final class UnlicensedException extends RuntimeException {
    UnlicensedException(String why) {
      super(why);
    }
  }

  /** Somebody else has the name. */
  public static final class TakenException extends RuntimeException {
    TakenException(String name) {
      super(
          "There is an account "
              + name
              + " already. For a new link give the name alone, for somebody else another name.");
    }
  }
}
