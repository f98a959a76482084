package dev.mortar.access;

import java.util.Arrays;
import java.util.Optional;

/** What somebody is to the pharmacy. The codes are those of the code system {@code pe-role}. */
public enum Role {
  MANAGER("manager", Kind.STAFF),
  SENIOR_PHARMACIST("senior-pharmacist", Kind.STAFF),
  STAFF_PHARMACIST("staff-pharmacist", Kind.STAFF),
  TECHNICIAN("technician", Kind.STAFF),
  ADMIN_STAFF("admin-staff", Kind.STAFF),
  PATIENT("patient", Kind.PATIENT),
  CAREGIVER("caregiver", Kind.PATIENT),
  SYSTEM_EHR("system-ehr", Kind.SYSTEM),
  SYSTEM_LAB("system-lab", Kind.SYSTEM),
  ANALYST("analyst", Kind.STAFF);

  private final String code;
  private final Kind kind;

  Role(String code, Kind kind) {
    this.code = code;
    this.kind = kind;
  }

  public String code() {
    return code;
  }

  public Kind kind() {
    return kind;
  }

  public static Optional<Role> ofCode(String code) {
    return Arrays.stream(values()).filter(role -> role.code.equals(code)).findFirst();
  }

  /** Who signs in: a member of the staff, a patient's side, or a program. */
  public enum Kind {
    STAFF,
    PATIENT,
    SYSTEM
  }
}
