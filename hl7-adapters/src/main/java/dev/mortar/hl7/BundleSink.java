package dev.mortar.hl7;

import dev.mortar.mapping.Mapped;

/** Where mapped messages go: the FHIR server in the same process, or a remote one over REST. */
public interface BundleSink {
  /**
   * Applies the transaction of a mapped message, all of it or nothing. Applying the same message
   * again has no further effect.
   *
   * @param alongside run inside the same database transaction if the sink has one, else directly
   *     after success; it marks the inbox row as done
   * @throws DeliveryException with the kind of the failure
   */
  void store(Mapped message, Runnable alongside);
}
