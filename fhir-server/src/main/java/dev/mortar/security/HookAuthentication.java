package dev.mortar.security;

import dev.mortar.ehr.HookClient;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** An EHR whose signed call of a decision service was verified; it has no permission elsewhere. */
public final class HookAuthentication extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;

  private final transient HookClient client;

  HookAuthentication(HookClient client) {
    super(List.of());
    this.client = client;
    setAuthenticated(true);
  }

  public HookClient client() {
    return client;
  }

  @Override
  public String getCredentials() {
    return "";
  }

  @Override
  public String getPrincipal() {
    return client.signer().issuer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HookAuthentication that && client.equals(that.client);
  }

  @Override
  public int hashCode() {
    return client.hashCode();
  }
}
