package dev.mortar.access;

import java.util.Optional;

/**
 * Who asks: what a verified token says, and nothing that it does not say.
 *
 * @param name the account or the client, unique
 * @param fhirUser as {@code Practitioner/7}; empty for programs
 * @param patientId the patient in context, without the type
 * @param client the registered client that presents the token
 */
public record Caller(
    String name,
    Role role,
    Optional<String> fhirUser,
    Optional<String> patientId,
    Scopes scopes,
    String client) {}
