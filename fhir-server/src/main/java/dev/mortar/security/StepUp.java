package dev.mortar.security;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import dev.mortar.authorization.SignIns;

/**
 * Asks for a sign-in with a second factor. The challenge is that of RFC 9470; the status is 403, as
 * the token itself is good.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470, step-up authentication</a>
 */
final class StepUp {
  static final String HEADER = "WWW-Authenticate";
  static final String CHALLENGE =
      "Bearer error=\"insufficient_user_authentication\", error_description=\"A sign-in with a"
          + " second factor is needed\", acr_values=\"%s\"".formatted(SignIns.TWO_FACTORS);

  private StepUp() {}

  static ForbiddenOperationException refused(String reason) {
    var refused = new ForbiddenOperationException(reason);
    refused.addResponseHeader(HEADER, CHALLENGE);
    return refused;
  }
}
