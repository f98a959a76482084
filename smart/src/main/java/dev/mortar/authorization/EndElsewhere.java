package dev.mortar.authorization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;

/** Signing out here, and where the session says so at the identity provider, too. */
final class EndElsewhere implements LogoutHandler, LogoutSuccessHandler {
  private static final String NEXT = EndElsewhere.class.getName();
  private static final String HERE = "/login?signed-out";

  private final ObjectProvider<OtherSignIns> others;

  EndElsewhere(ObjectProvider<OtherSignIns> others) {
    this.others = others;
  }

  Optional<URI> of(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null
        ? Optional.empty()
        : others.stream().flatMap(one -> one.end(session).stream()).findFirst();
  }

  /** While there still is a session that knows it. */
  @Override
  public void logout(
      HttpServletRequest request, HttpServletResponse response, @Nullable Authentication user) {
    of(request).ifPresent(address -> request.setAttribute(NEXT, address.toString()));
  }

  @Override
  public void onLogoutSuccess(
      HttpServletRequest request, HttpServletResponse response, @Nullable Authentication user)
      throws IOException {
    response.sendRedirect(request.getAttribute(NEXT) instanceof String next ? next : HERE);
  }
}
