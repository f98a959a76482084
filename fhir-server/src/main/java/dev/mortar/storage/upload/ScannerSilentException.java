package dev.mortar.storage.upload;

import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;

/** The scanner gives no answer, so nothing is taken; the same may be sent again later. */
public final class ScannerSilentException extends UnclassifiedServerFailureException {
  private static final long serialVersionUID = 1L;
  private static final int UNAVAILABLE = 503;

  ScannerSilentException(Throwable cause) {
    super(
        UNAVAILABLE, "Files are not taken while the virus scanner does not answer. Send it later.");
    initCause(cause);
  }
}
