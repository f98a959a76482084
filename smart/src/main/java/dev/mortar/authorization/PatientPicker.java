package dev.mortar.authorization;

import dev.mortar.access.Interaction;
import dev.mortar.access.PolicyTable;
import dev.mortar.access.Reach;
import dev.mortar.access.Scopes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends a person who signed in on to choose a patient, if the app needs one and nothing says which.
 */
final class PatientPicker extends OncePerRequestFilter {
  static final String PAGE = "/login/patient";

  private final Accounts accounts;

  PatientPicker(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().equals("/oauth2/authorize")
        || request.getParameter("response_type") == null
        || request.getParameter("launch") != null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String scope = request.getParameter("scope");
    Authentication user = SecurityContextHolder.getContext().getAuthentication();
    if (scope == null
        || user == null
        || !RequestRules.needsPatient(Scopes.parse(scope))
        || !accounts.find(user.getName()).map(PatientPicker::chooses).orElse(false)) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    response.sendRedirect(PAGE + "?for=" + encode(query(request)));
  }

  /** Who may search all patients, and has none of their own. */
  static boolean chooses(Account account) {
    return account.patientId().isEmpty()
        && PolicyTable.shipped().reach(account.role(), "Patient", Interaction.SEARCH) == Reach.ALL;
  }

  private static String query(HttpServletRequest request) {
    return request.getParameterMap().entrySet().stream()
        .flatMap(one -> Stream.of(one.getValue()).map(value -> one.getKey() + "=" + encode(value)))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
