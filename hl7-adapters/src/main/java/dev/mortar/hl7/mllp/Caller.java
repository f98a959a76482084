package dev.mortar.hl7.mllp;

import java.util.Optional;

/**
 * Who is at the other end.
 *
 * @param peer the address, or the folder, for people
 * @param certificate what the peer has proved to be, if it has
 */
public record Caller(String peer, Optional<ClientCertificate> certificate) {
  /** Somebody who proved nothing. */
  public static Caller of(String peer) {
    return new Caller(peer, Optional.empty());
  }
}
