package dev.mortar.authorization;

import dev.mortar.access.Role;
import java.util.Optional;

/**
 * Somebody who may sign in.
 *
 * @param fhirUser the resource of the person, as {@code Practitioner/7}
 * @param patientId whose record a patient or caregiver may see
 */
public record Account(
    String username,
    String displayName,
    Role role,
    String fhirUser,
    Optional<String> patientId,
    boolean active) {}
