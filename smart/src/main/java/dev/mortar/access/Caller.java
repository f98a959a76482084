package dev.mortar.access;

import java.util.Optional;

/**
 * Who asks: what a verified token says, and nothing that it does not say.
 *
 * @param name the account or the client, unique
 * @param fhirUser as {@code Practitioner/7}; empty for programs
 * @param patientId the patient in context, without the type
 * @param client the registered client that presents the token
 * @param standing what is stored about the caller
 */
public record Caller(
    String name,
    Role role,
    Optional<String> fhirUser,
    Optional<String> patientId,
    Scopes scopes,
    String client,
    Standing standing) {
  /** A caller of whom only the token is known. */
  public Caller(
      String name,
      Role role,
      Optional<String> fhirUser,
      Optional<String> patientId,
      Scopes scopes,
      String client) {
    this(name, role, fhirUser, patientId, scopes, client, Standing.NONE);
  }

  public Caller with(Standing known) {
    return new Caller(name, role, fhirUser, patientId, scopes, client, known);
  }
}
