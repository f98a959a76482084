package dev.mortar.security;

import dev.mortar.access.Caller;
import dev.mortar.access.Entitlements;
import dev.mortar.access.Rights;
import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.BasicType;
import dev.mortar.store.FhirStore;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.Identifier;

/**
 * Gives and takes permissions beside the roles. Each change names its reason, which its Provenance
 * keeps, and holds for live tokens as soon as the next request of this node, on others within half
 * a minute.
 */
public final class AccessGrants {
  private static final Pattern TEMPLATE = Pattern.compile("[a-z0-9][a-z0-9-]{2,39}");
  private static final int LONGEST_TITLE = 100;
  private static final int LONGEST_REASON = 500;
  private static final int MOST_NAMED = 100;

  private final PersonalRights personal;
  private final Entitlements entitlements;
  private final FhirStore store;
  private final GrantRecords records;

  AccessGrants(
      PersonalRights personal, Entitlements entitlements, FhirStore store, GrantRecords records) {
    this.personal = personal;
    this.entitlements = entitlements;
    this.store = store;
    this.records = records;
  }

  /** What the account has beside its role, as it was named. */
  public PermissionSet of(Account account) {
    return personal.access(account.username());
  }

  /** All templates beside those of the roles. */
  public List<Template> templates() {
    return personal.templates().stream().map(AccessGrants::template).toList();
  }

  /**
   * Replaces what the account has beside its role.
   *
   * @throws IllegalArgumentException if a rule is broken, which the message names
   * @throws NotYoursToGiveException if the giver lacks what they give, or means themselves
   */
  public void change(Caller by, Account account, PermissionSet wanted, String reason) {
    check(account.role().kind() == Role.Kind.STAFF, "Only staff have permissions of their own.");
    checkAll(by, account.role(), wanted, reason);
    if (account.username().equals(by.name())) {
      throw new NotYoursToGiveException("Nobody changes their own permissions; ask a colleague.");
    }
    if (!wanted.template().isEmpty()) {
      Template template =
          find(wanted.template())
              .orElseThrow(() -> new IllegalArgumentException("There is no such template."));
      check(
          template.set().role().equals(account.role().code()),
          "This template is for the role " + template.set().role() + ".");
      checkGiven(by, template.set().rights(entitlements.areas()));
    }
    save(
        by,
        PersonalRights.accessId(account.username()),
        BasicType.ACCOUNT_ACCESS,
        new Identifier().setSystem(Canonicals.SID_ACCOUNT).setValue(account.username()),
        new PermissionSet(
            "", "", wanted.template(), wanted.granted(), wanted.denied(), wanted.guarded()),
        reason);
  }

  /**
   * Creates or replaces a template; whoever has it has what it says now.
   *
   * @param name small letters, digits and dashes
   * @throws IllegalArgumentException if a rule is broken, which the message names
   * @throws NotYoursToGiveException if the giver lacks what they give
   */
  public void define(Caller by, String name, PermissionSet wanted, String reason) {
    check(
        TEMPLATE.matcher(name).matches() && Role.ofCode(name).isEmpty(),
        "The name has 3 to 40 small letters, digits and dashes, and is not that of a role.");
    check(
        !wanted.title().isBlank() && wanted.title().length() <= LONGEST_TITLE,
        "title has 1 to 100 characters.");
    Role role =
        Role.ofCode(wanted.role())
            .filter(one -> one.kind() == Role.Kind.STAFF)
            .orElseThrow(() -> new IllegalArgumentException("role must be a role of the staff."));
    checkAll(by, role, wanted, reason);
    check(
        find(name).map(known -> known.set().role().equals(wanted.role())).orElse(true),
        "The role of a template does not change; make another template.");
    if (personal.access(by.name()).template().equals(name)) {
      throw new NotYoursToGiveException("Nobody changes their own template; ask a colleague.");
    }
    save(
        by,
        PersonalRights.templateId(name),
        BasicType.PERMISSION_TEMPLATE,
        new Identifier().setSystem(Canonicals.SID_SETTING).setValue(name),
        new PermissionSet(
            wanted.title(), wanted.role(), "", wanted.granted(), wanted.denied(), wanted.guarded()),
        reason);
  }

  private Optional<Template> find(String name) {
    return personal.find(PersonalRights.templateId(name)).map(AccessGrants::template);
  }

  private void checkAll(Caller by, Role role, PermissionSet wanted, String reason) {
    check(
        !reason.isBlank() && reason.length() <= LONGEST_REASON, "reason has 1 to 500 characters.");
    check(
        wanted.granted().size() + wanted.denied().size() + wanted.guarded().size() <= MOST_NAMED,
        "At most 100 permissions are named.");
    Rights rights = wanted.rights(entitlements.areas());
    for (String denied : rights.denied()) {
      check(
          !entitlements.isKept(role, denied),
          "A manager keeps " + denied + ", else nobody could give it back; change the role.");
    }
    checkGiven(by, rights);
  }

  private void checkGiven(Caller by, Rights rights) {
    for (String granted : rights.granted()) {
      if (!entitlements.mayGive(by, granted)) {
        throw new NotYoursToGiveException(
            "You may not give %s: you do not have all of it, or only a manager may have it."
                .formatted(granted));
      }
    }
  }

  private void save(
      Caller by, String id, BasicType type, Identifier name, PermissionSet set, String reason) {
    store.atomically(
        () -> {
          Basic resource = personal.find(id).orElseGet(Basic::new);
          resource.setId(id);
          resource.setCode(type.concept());
          resource.getIdentifier().clear();
          resource.addIdentifier(name);
          resource.getMeta().getProfile().clear();
          resource.getMeta().addProfile(profile(type));
          set.writeTo(resource);
          Basic saved = store.save(resource);
          records.changed(by, saved.getIdElement(), reason);
          return saved;
        });
  }

  private static String profile(BasicType type) {
    return type == BasicType.ACCOUNT_ACCESS
        ? Canonicals.PROFILE_ACCOUNT_ACCESS
        : Canonicals.PROFILE_PERMISSION_TEMPLATE;
  }

  private static Template template(Basic resource) {
    return new Template(
        resource.getIdentifierFirstRep().getValue(),
        resource.getMeta().getVersionId(),
        PermissionSet.of(resource));
  }

  private static void check(boolean right, String rule) {
    if (!right) {
      throw new IllegalArgumentException(rule);
    }
  }

  /**
   * A variant of a role.
   *
   * @param version of the resource, from 1
   */
  public record Template(String name, String version, PermissionSet set) {}

  /** It is not for the caller to give; the message says why. */
  public static final class NotYoursToGiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotYoursToGiveException(String message) {
      super(message);
    }
  }
}
