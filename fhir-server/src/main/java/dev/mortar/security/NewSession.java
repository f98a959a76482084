package dev.mortar.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** Signs in somebody who comes from elsewhere: whoever used this browser before is not them. */
final class NewSession {
  private final List<String> waiting;
  private final HttpSessionSecurityContextRepository contexts =
      new HttpSessionSecurityContextRepository();

  /**
   * @param waiting names of what comes along from the session before, and nothing else does
   */
  NewSession(List<String> waiting) {
    this.waiting = List.copyOf(waiting);
  }

  Authentication begin(
      String username,
      List<GrantedAuthority> how,
      HttpServletRequest request,
      HttpServletResponse response) {
    Map<String, Object> kept = end(request.getSession(false));
    HttpSession session = request.getSession(true);
    kept.forEach(session::setAttribute);
    var signedIn = UsernamePasswordAuthenticationToken.authenticated(username, null, how);
    signedIn.setDetails(new WebAuthenticationDetails(request));
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(signedIn);
    contexts.saveContext(context, request, response);
    return signedIn;
  }

  private Map<String, Object> end(@Nullable HttpSession before) {
    Map<String, Object> kept = new HashMap<>();
    if (before != null) {
      for (String name : waiting) {
        Object value = before.getAttribute(name);
        if (value != null) {
          kept.put(name, value);
        }
      }
      before.invalidate();
    }
    return kept;
  }
}
