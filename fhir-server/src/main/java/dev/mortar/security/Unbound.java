package dev.mortar.security;

import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Lets in who has the permission and reaches all patients: what is shown there, such as messages as
 * they came, is not divided by patient.
 */
final class Unbound implements AuthorizationManager<RequestAuthorizationContext> {
  private final String permission;
  private final Standings standings;

  Unbound(String permission, Standings standings) {
    this.permission = permission;
    this.standings = standings;
  }

  @Override
  public AuthorizationResult authorize(
      Supplier<Authentication> caller, RequestAuthorizationContext context) {
    return new AuthorizationDecision(
        caller.get() instanceof CallerAuthentication known
            && known.getAuthorities().stream()
                .anyMatch(one -> permission.equals(one.getAuthority()))
            && standings.of(known.caller()).free());
  }

  @Override
  @Deprecated
  public AuthorizationDecision check(
      Supplier<Authentication> caller, RequestAuthorizationContext context) {
    return (AuthorizationDecision) authorize(caller, context);
  }
}
