package dev.mortar.authorization;

import java.time.Instant;
import java.util.Optional;

/**
 * The public half of a key that somebody's device keeps.
 *
 * @param id as the device names it, in base 64 url
 * @param userHandle by which the device knows the person, in base 64 url
 * @param label what the person calls the device
 */
record Passkey(
    String id,
    String username,
    String userHandle,
    String label,
    Key key,
    Instant created,
    Optional<Instant> lastUsed) {

  /**
   * @param attested model, id and public key as WebAuthn writes them, in base 64 url
   * @param count how often it was used, or 0 if the device does not count
   * @param backupEligible whether the device may share it with others of the person
   */
  record Key(String attested, long count, boolean backupEligible) {}
}
