package dev.mortar.access;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** What a program's page may offer to somebody: a permission category, to look or to change. */
public record Permission(Category category, boolean write) {

  /** As {@code clinical.read}. */
  public String code() {
    return category.code() + (write ? ".write" : ".read");
  }

  /**
   * What the role has for all patients and the whole pharmacy. One's own records, reference data
   * and terminology, which nearly everyone may read, do not count.
   */
  public static Set<Permission> of(Role role) {
    return switch (role) {
      case MANAGER -> both(EnumSet.allOf(Category.class));
      case SENIOR_PHARMACIST ->
          union(
              both(EnumSet.of(Category.CLINICAL, Category.ADMINISTRATIVE)),
              Set.of(new Permission(Category.ANALYTICS, false)));
      case STAFF_PHARMACIST, TECHNICIAN, SYSTEM_EHR -> both(EnumSet.of(Category.CLINICAL));
      case ADMIN_STAFF -> both(EnumSet.of(Category.ADMINISTRATIVE));
      case ANALYST -> Set.of(new Permission(Category.ANALYTICS, false));
      case PATIENT, CAREGIVER, SYSTEM_LAB -> Set.of();
    };
  }

  private static Set<Permission> both(Set<Category> categories) {
    Set<Permission> all = new HashSet<>();
    for (Category category : categories) {
      all.add(new Permission(category, false));
      all.add(new Permission(category, true));
    }
    return Set.copyOf(all);
  }

  private static Set<Permission> union(Set<Permission> some, Set<Permission> others) {
    Set<Permission> all = new HashSet<>(some);
    all.addAll(others);
    return Set.copyOf(all);
  }
}
