package dev.mortar.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Lets programs on this machine in, unless they pass on what came from elsewhere. */
final class LoopbackOnly implements AuthorizationManager<RequestAuthorizationContext> {
  @Override
  public AuthorizationResult authorize(
      Supplier<Authentication> caller, RequestAuthorizationContext context) {
    var request = context.getRequest();
    boolean passedOn =
        request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
    return new AuthorizationDecision(!passedOn && isLoopback(request.getRemoteAddr()));
  }

  @Override
  @Deprecated
  public AuthorizationDecision check(
      Supplier<Authentication> caller, RequestAuthorizationContext context) {
    return (AuthorizationDecision) authorize(caller, context);
  }

  /** The address is numeric, so nothing is looked up. */
  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
