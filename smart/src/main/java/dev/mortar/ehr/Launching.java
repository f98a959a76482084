package dev.mortar.ehr;

import java.net.URI;
import java.time.Instant;

/**
 * A sign-in that has begun and waits for the browser to come back.
 *
 * @param iss of the EHR to which the browser was sent, and no other may answer
 * @param redirect our address to which it comes back
 */
public record Launching(String iss, String verifier, String nonce, URI redirect, Instant begun) {
  /** The verifier stays out of logs and error messages. */
  @Override
  public String toString() {
    return "Launching[" + iss + "]";
  }
}
