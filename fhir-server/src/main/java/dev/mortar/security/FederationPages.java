package dev.mortar.security;

import dev.mortar.ehr.SmartException;
import dev.mortar.federation.Admission;
import dev.mortar.federation.FederatedSignIns;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code GET /federation/[provider]} leads to an identity provider, and {@code
 * /federation/[provider]/callback} back from it, on to whatever waited for the sign-in. Each
 * provider has a callback of its own, so that none can answer for another.
 */
@Controller
final class FederationPages {
  private final FederatedSignIns signIns;
  private final FederatedBrowser browser;
  private final SavedRequestAwareAuthenticationSuccessHandler next =
      new SavedRequestAwareAuthenticationSuccessHandler();

  FederationPages(FederatedSignIns signIns, FederatedBrowser browser) {
    this.signIns = signIns;
    this.browser = browser;
    next.setDefaultTargetUrl("/app/");
  }

  @GetMapping("/federation/{provider}")
  ResponseEntity<String> begin(@PathVariable String provider, HttpServletResponse response) {
    URI address = signIns.begin(provider);
    browser.remember(address, response);
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(address)
        .cacheControl(CacheControl.noStore())
        .build();
  }

  @GetMapping("/federation/{provider}/callback")
  @Nullable ResponseEntity<String> callback(
      @PathVariable String provider,
      @RequestParam Map<String, String> answer,
      HttpServletRequest request,
      HttpServletResponse response)
      throws ServletException, IOException {
    Admission admission;
    try {
      browser.checkRemembered(answer.getOrDefault("state", ""), request, response);
      admission = signIns.finish(provider, answer);
    } catch (SmartException failure) {
      browser.note(request, provider, "", String.valueOf(failure.getMessage()), false);
      throw failure;
    }
    return switch (admission) {
      case Admission.Refused refused -> {
        browser.note(request, provider, refused.name(), refused.why(), false);
        yield browser.page(HttpStatus.FORBIDDEN, refused.why());
      }
      case Admission.Welcome welcome -> {
        var signedIn = browser.signIn(welcome, request, response);
        signIns.remember(request.getSession(), provider, welcome);
        browser.note(request, provider, signedIn.getName(), welcome.what(), true);
        next.onAuthenticationSuccess(request, response, signedIn);
        yield null;
      }
    };
  }

  @ExceptionHandler
  ResponseEntity<String> failed(SmartException failure) {
    String text = String.valueOf(failure.getMessage());
    return switch (failure.kind()) {
      case REFUSED -> browser.page(HttpStatus.BAD_REQUEST, text + " Sign in again.");
      case TRANSIENT ->
          browser.page(
              HttpStatus.SERVICE_UNAVAILABLE,
              text + " Try again in a while, or sign in with your password if you have one.");
      case PERMANENT ->
          browser.page(HttpStatus.BAD_GATEWAY, text + " Tell who looks after this server.");
    };
  }
}
