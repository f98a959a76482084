package dev.mortar.security;

import dev.mortar.access.Entitlements;
import dev.mortar.access.Rights;
import dev.mortar.access.Role;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.BasicType;
import dev.mortar.store.FhirStore;
import dev.mortar.store.StableId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is stored about somebody's permissions beside their role. They are Basic resources, so that
 * every version of them stays on record.
 */
final class PersonalRights {
  private static final Logger LOG = LoggerFactory.getLogger(PersonalRights.class);
  private static final int MOST_TEMPLATES = 1_000;

  private final FhirStore store;
  private final Entitlements entitlements;
  private final Rights everybody;

  /**
   * @param everybody what holds for the whole staff
   */
  PersonalRights(FhirStore store, Entitlements entitlements, Rights everybody) {
    this.store = store;
    this.entitlements = entitlements;
    this.everybody = everybody;
  }

  /**
   * @param roles what the person does here; each may name the modules that it uses
   */
  Rights of(String account, Role role, List<PractitionerRole> roles) {
    PermissionSet own = access(account);
    return everybody.and(meant(own)).and(template(own, role)).and(modules(roles));
  }

  /** A template that is gone gives nothing; of one for another role only what it takes is left. */
  private Rights template(PermissionSet own, Role role) {
    if (own.template().isEmpty()) {
      return Rights.NONE;
    }
    return find(templateId(own.template()))
        .map(PermissionSet::of)
        .map(
            set ->
                set.role().equals(role.code())
                    ? meant(set)
                    : new Rights(Set.of(), meant(set).denied(), meant(set).guarded()))
        .orElseGet(entitlements::nothing);
  }

  /** What another version of the program stored and this one does not know opens nothing. */
  private Rights meant(PermissionSet set) {
    try {
      return set.rights(entitlements.areas());
    } catch (IllegalArgumentException e) {
      LOG.warn("Stored permissions name an area that is not known: {}", e.getMessage());
      return entitlements.nothing();
    }
  }

  /** The widest of all that somebody has counts: who has one without modules has them all. */
  private Rights modules(List<PractitionerRole> roles) {
    boolean all =
        roles.isEmpty()
            || roles.stream().anyMatch(role -> !role.hasExtension(Canonicals.EXT_MODULE_ACCESS));
    return all
        ? Rights.NONE
        : entitlements.onlyModules(
            roles.stream()
                .flatMap(role -> role.getExtensionsByUrl(Canonicals.EXT_MODULE_ACCESS).stream())
                .filter(Extension::hasValue)
                .map(one -> String.valueOf(one.getValue().primitiveValue()))
                .collect(Collectors.toSet()));
  }

  /** What the account has, as it was named. */
  PermissionSet access(String account) {
    return find(accessId(account)).map(PermissionSet::of).orElse(PermissionSet.NONE);
  }

  List<Basic> templates() {
    return store.search(
        Basic.class,
        "code=%s|%s&_sort=identifier"
            .formatted(Canonicals.CS_BASIC_TYPE, BasicType.PERMISSION_TEMPLATE.code()),
        MOST_TEMPLATES);
  }

  /** Only what nobody else could have written counts. */
  Optional<Basic> find(String id) {
    return store.find(Basic.class, id).filter(PersonalRights::isGuarded);
  }

  static String accessId(String account) {
    return StableId.of("account-access", account);
  }

  static String templateId(String name) {
    return StableId.of("permission-template", name);
  }

  /** Whether it says who may do what, and is therefore written by our own address alone. */
  static boolean isGuarded(Basic resource) {
    return BasicType.PERMISSION_TEMPLATE.in(resource.getCode())
        || BasicType.ACCOUNT_ACCESS.in(resource.getCode());
  }
}
