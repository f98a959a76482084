package dev.mortar.security;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import dev.mortar.access.Caller;

/**
 * How something is refused that the caller does not reach, just as if it did not exist. To who
 * belongs to a tenant there is nothing else; others are told that they may not.
 */
final class Hidden {
  private Hidden() {}

  static BaseServerResponseException from(Caller caller, String words) {
    return caller.standing().tenant().isPresent()
        ? new ResourceNotFoundException("There is no such resource.")
        : new ForbiddenOperationException(words);
  }
}
