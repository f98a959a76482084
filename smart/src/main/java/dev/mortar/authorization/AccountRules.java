package dev.mortar.authorization;

import dev.mortar.access.Role;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an account must be like before somebody is invited to it. */
public final class AccountRules {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{2,99}");
  private static final Pattern PERSON =
      Pattern.compile("(Practitioner|Patient|RelatedPerson)/[A-Za-z0-9.-]{1,64}");

  /** Letters of a name that is shown. */
  public static final int LONGEST_SHOWN = 200;

  private AccountRules() {}

  /**
   * An account that nobody can sign in to yet.
   *
   * @param patient id without type, for patients and caregivers, else empty
   * @throws IllegalArgumentException if a rule is broken, which the message names
   */
  public static Account invited(
      String name, String displayName, String role, String fhirUser, String patient) {
    Role known =
        Role.ofCode(role)
            .filter(one -> one.kind() != Role.Kind.SYSTEM)
            .orElseThrow(() -> new IllegalArgumentException("role must be a role for people."));
    check(
        isName(name), "The name has 3 to 100 small letters, digits, dots, dashes and underscores.");
    check(
        !displayName.isBlank() && displayName.length() <= LONGEST_SHOWN,
        "displayName has 1 to 200 characters.");
    check(
        PERSON.matcher(fhirUser).matches(),
        "fhirUser is the person's resource, as Practitioner/7.");
    boolean own = known.kind() == Role.Kind.PATIENT;
    check(
        own != patient.isEmpty(),
        "patient is the id of a patient for patients and caregivers, and only for them.");
    return new Account(
        name,
        displayName,
        known,
        fhirUser,
        Optional.of(patient).filter(id -> !id.isEmpty()),
        false);
  }

  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private static void check(boolean right, String rule) {
    if (!right) {
      throw new IllegalArgumentException(rule);
    }
  }
}
