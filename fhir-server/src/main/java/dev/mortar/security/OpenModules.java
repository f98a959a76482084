package dev.mortar.security;

import dev.mortar.access.Caller;
import dev.mortar.access.Entitlements;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Lets in whom no module of the address is closed to. */
final class OpenModules implements AuthorizationManager<RequestAuthorizationContext> {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final Entitlements entitlements;

  OpenModules(Entitlements entitlements) {
    this.entitlements = entitlements;
  }

  /** Both must let in. */
  AuthorizationManager<RequestAuthorizationContext> and(
      AuthorizationManager<RequestAuthorizationContext> other) {
    return AuthorizationManagers.allOf(this, other);
  }

  @Override
  public AuthorizationResult authorize(
      Supplier<Authentication> caller, RequestAuthorizationContext context) {
    return new AuthorizationDecision(
        caller.get() instanceof CallerAuthentication known
            && isOpen(known.caller(), context.getRequest()));
  }

  private boolean isOpen(Caller caller, HttpServletRequest request) {
    return entitlements.mayCall(caller, path(request), writes(request))
        && !lacksFactor(caller, request);
  }

  /** Whether a sign-in with a second factor would let the caller in. */
  boolean lacksFactor(Caller caller, HttpServletRequest request) {
    return entitlements.lacksFactorAt(caller, path(request), writes(request));
  }

  private static boolean writes(HttpServletRequest request) {
    return !READING.contains(request.getMethod());
  }

  /** As it is matched, and not as it was written: signs may be encoded. */
  private static String path(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return rest == null ? request.getServletPath() : request.getServletPath() + rest;
  }

  @Override
  @Deprecated
  public AuthorizationDecision check(
      Supplier<Authentication> caller, RequestAuthorizationContext context) {
    return (AuthorizationDecision) authorize(caller, context);
  }
}
