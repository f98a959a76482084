package dev.mortar.audit;

import java.time.LocalDate;

/**
 * What the events of a day are hashed to, signed.
 *
 * @param day in UTC
 * @param first the sequence number of its first link; of a day without events that of the next
 * @param events how many
 * @param root of the Merkle tree over the digests of the events, in hexadecimal digits
 * @param signed a JWS in its compact form that says the same
 */
public record AuditRoot(LocalDate day, long first, long events, String root, String signed) {
  public long last() {
    return first + events - 1;
  }
}
