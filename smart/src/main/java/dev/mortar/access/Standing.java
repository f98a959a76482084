package dev.mortar.access;

import java.util.Optional;
import java.util.Set;

/**
 * What holds for a caller beside role and scopes, because of what is stored about them: where they
 * work, which patients do not want them, whose record they have opened in an emergency, and what a
 * caregiver is allowed by the patient. It is found once for many requests.
 *
 * @param bounds empty for who reaches all patients
 * @param emergencies logical ids of patients whose record is open in spite of everything
 * @param barred logical ids of patients who have denied the caller their record
 * @param proxy what a caregiver may; without one, nothing of the patient
 * @param rights what a member of staff has beside the role
 * @param twoFactors whether the caller's sign-in had a second factor
 */
public record Standing(
    Optional<Bounds> bounds,
    Set<String> emergencies,
    Set<String> barred,
    Optional<Proxy> proxy,
    Rights rights,
    boolean twoFactors) {
  /** Nothing is known, so nothing is given and nothing taken away. */
  public static final Standing NONE =
      new Standing(Optional.empty(), Set.of(), Set.of(), Optional.empty());

  public Standing {
    emergencies = Set.copyOf(emergencies);
    barred = Set.copyOf(barred);
  }

  /** Of somebody who has what the role gives. */
  public Standing(
      Optional<Bounds> bounds, Set<String> emergencies, Set<String> barred, Optional<Proxy> proxy) {
    this(bounds, emergencies, barred, proxy, Rights.NONE, false);
  }

  public Standing with(Rights personal) {
    return new Standing(bounds, emergencies, barred, proxy, personal, twoFactors);
  }

  /** The same, of somebody who has signed in like this. */
  public Standing signedIn(boolean withTwoFactors) {
    return withTwoFactors == twoFactors
        ? this
        : new Standing(bounds, emergencies, barred, proxy, rights, withTwoFactors);
  }

  /** Whether the caller reaches all patients. */
  public boolean free() {
    return bounds.isEmpty() && barred.isEmpty();
  }

  /**
   * Which patients are the caller's.
   *
   * @param parameter of Patient, which finds them
   * @param values one of which the patient must have, as {@code Location/1} or {@code shared}
   */
  public record Bounds(String parameter, Set<String> values) {
    /** Finds what belongs to a location; exact, because it is the parameter of a text. */
    public static final String PLACE = "place:exact";

    /** Finds the patients of a pharmacist. */
    public static final String PHARMACIST = "general-practitioner";

    /** The place of what has none of its own. */
    public static final String SHARED = "shared";

    public Bounds {
      values = Set.copyOf(values);
    }
  }

  /**
   * What a patient's consent lets somebody else do.
   *
   * @param types resource types; empty for all
   * @param writes whether also what the role may write
   */
  public record Proxy(Set<String> types, boolean writes) {
    public Proxy {
      types = Set.copyOf(types);
    }

    boolean permits(String type, Interaction interaction) {
      return (types.isEmpty() || types.contains(type)) && (writes || interaction.reads());
    }
  }
}
