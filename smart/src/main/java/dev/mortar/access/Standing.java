package dev.mortar.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
 * @param tenant what the caller's part of a chain consists of; empty for who belongs to all of it
 * @param twoFactors whether the caller's sign-in had a second factor
 */
public record Standing(
    Optional<Bounds> bounds,
    Set<String> emergencies,
    Set<String> barred,
    Optional<Proxy> proxy,
    Rights rights,
    Optional<Tenant> tenant,
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
    this(bounds, emergencies, barred, proxy, Rights.NONE, Optional.empty(), false);
  }

  public Standing with(Rights personal) {
    return new Standing(bounds, emergencies, barred, proxy, personal, tenant, twoFactors);
  }

  /** The same, of somebody who belongs to a part of a chain. */
  public Standing in(Tenant part) {
    return new Standing(bounds, emergencies, barred, proxy, rights, Optional.of(part), twoFactors);
  }

  /** The same, of somebody who has signed in like this. */
  public Standing signedIn(boolean withTwoFactors) {
    return withTwoFactors == twoFactors
        ? this
        : new Standing(bounds, emergencies, barred, proxy, rights, tenant, withTwoFactors);
  }

  /** Whether the caller reaches all patients. */
  public boolean free() {
    return bounds.isEmpty() && barred.isEmpty() && tenant.isEmpty();
  }

  /** All bounds of the patients: own ones, and those of the tenant within which they lie. */
  List<Bounds> allBounds() {
    if (tenant.isEmpty()) {
      return bounds.map(List::of).orElse(List.of());
    }
    Set<String> places = tenant.get().places();
    if (bounds.isEmpty()) {
      return List.of(new Bounds(Bounds.PLACE, places));
    }
    Bounds own = bounds.get();
    return own.parameter().equals(Bounds.PLACE)
        ? List.of(
            new Bounds(
                Bounds.PLACE,
                own.values().stream().filter(places::contains).collect(Collectors.toSet())))
        : List.of(own, new Bounds(Bounds.PLACE, places));
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
