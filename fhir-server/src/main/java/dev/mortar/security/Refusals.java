package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.access.Caller;
import dev.mortar.authorization.Rates;
import dev.mortar.authorization.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Refuses a request as FHIR and RFC 6750 want it: a status, a challenge and an OperationOutcome.
 */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
  private static final int TOO_MANY_REQUESTS = 429;

  private final FhirContext fhir;
  private final ApplicationEventPublisher events;
  private final OpenModules modules;
  private final Rates rates;

  Refusals(FhirContext fhir, ApplicationEventPublisher events, OpenModules modules, Rates rates) {
    this.rates = rates;
    this.modules = modules;
    this.events = events;
    this.fhir = fhir;
  }

  /** Nobody known asks: 401, and after many times 429. */
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    Duration wait = rates.ofRefusal(request.getRemoteAddr());
    if (!wait.isZero()) {
      tooMany(response, wait);
      return;
    }
    tell(request, Optional.empty());
    challenge(
        response,
        why,
        "The access token is not valid or no longer valid. Sign in again.",
        "Sign in first: this address needs an access token (Authorization: Bearer …).");
  }

  /** No registered system has signed the call: 401. What is wrong holds nothing of the token. */
  void unsigned(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    challenge(
        response,
        why,
        "The token of this call is refused. " + why.getMessage(),
        "Each call needs a token that a registered EHR has signed for it (Authorization: Bearer …).");
  }

  private void challenge(
      HttpServletResponse response, AuthenticationException why, String refused, String missing)
      throws IOException {
    boolean invalid = why instanceof InvalidBearerTokenException;
    response.setHeader("WWW-Authenticate", invalid ? "Bearer error=\"invalid_token\"" : "Bearer");
    write(
        response,
        HttpServletResponse.SC_UNAUTHORIZED,
        IssueType.LOGIN,
        invalid ? refused : missing);
  }

  /** Somebody known asks for too much: 403. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    if (SecurityContextHolder.getContext().getAuthentication()
        instanceof CallerAuthentication known) {
      tell(request, Optional.of(known.caller()));
      if (known.caller().standing().tenant().isPresent()) {
        write(
            response,
            HttpServletResponse.SC_NOT_FOUND,
            IssueType.NOTFOUND,
            "There is nothing here for a part of the chain.");
        return;
      }
      if (isOfOurPages(known) && modules.lacksFactor(known.caller(), request)) {
        response.setHeader(StepUp.HEADER, StepUp.CHALLENGE);
        write(
            response,
            HttpServletResponse.SC_FORBIDDEN,
            IssueType.FORBIDDEN,
            "This needs a sign-in with a second factor. Add one on your page, and sign in again.");
        return;
      }
    }
    write(
        response,
        HttpServletResponse.SC_FORBIDDEN,
        IssueType.FORBIDDEN,
        "Your role does not allow this.");
  }

  private void tell(HttpServletRequest request, Optional<Caller> caller) {
    events.publishEvent(
        new Refused(caller, request.getRemoteAddr(), request.getMethod(), request.getRequestURI()));
  }

  /** Whom another sign-in would help: an app is let in nowhere outside of FHIR. */
  private static boolean isOfOurPages(CallerAuthentication known) {
    return known.caller().client().equals(Tokens.OWN_PAGES);
  }

  /** Somebody asks too often: 429, and when to ask again. */
  void tooMany(HttpServletResponse response, Duration wait) throws IOException {
    response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
    write(
        response,
        TOO_MANY_REQUESTS,
        IssueType.THROTTLED,
        "Too many requests: wait as long as Retry-After says.");
  }

  private void write(HttpServletResponse response, int status, IssueType type, String text)
      throws IOException {
    OperationOutcome outcome = new OperationOutcome();
    outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(type).setDiagnostics(text);
    byte[] body =
        fhir.newJsonParser().encodeResourceToString(outcome).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/fhir+json;charset=UTF-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
