package dev.mortar.ehr;

import dev.mortar.authorization.SignedCalls;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The EHRs that may ask our decision services, and how each call proves to be theirs. */
public final class HookClients {
  private final Map<String, HookClient> byIssuer;
  private final Set<String> origins;
  private final SignedCalls calls;

  HookClients(Collection<HookClient> all, SignedCalls calls) {
    this.byIssuer =
        all.stream().collect(Collectors.toMap(one -> one.signer().issuer(), Function.identity()));
    this.origins =
        all.stream().flatMap(one -> one.origins().stream()).collect(Collectors.toUnmodifiableSet());
    this.calls = calls;
  }

  /**
   * Who calls.
   *
   * @param endpoint that is called, as a whole address
   * @throws SignedCalls.RefusedCallException if the token does not prove it
   */
  public HookClient verify(String token, String endpoint) {
    var signer =
        calls.verify(
            token,
            endpoint,
            issuer -> Optional.ofNullable(byIssuer.get(issuer)).map(HookClient::signer));
    return Objects.requireNonNull(byIssuer.get(signer.issuer()));
  }

  /** Of all their pages. */
  public Set<String> origins() {
    return origins;
  }
}
