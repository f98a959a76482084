package dev.mortar.ehr;

import dev.mortar.authorization.SignedCalls.Signer;
import java.util.Set;

/**
 * An EHR that may ask our decision services.
 *
 * @param identifiers systems of the identifiers by which it may ask about a patient
 * @param origins of its pages
 */
public record HookClient(Ehr ehr, Signer signer, Set<String> identifiers, Set<String> origins) {
  public HookClient {
    identifiers = Set.copyOf(identifiers);
    origins = Set.copyOf(origins);
  }
}
