package dev.mortar.authorization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /login/second-factor}: somebody who signed in takes a second factor into use. */
@Controller
final class SecondFactorPage {
  private static final String SECRET = "mortar.new-secret";

  private final String enrol = Pages.read("second-factor.html");
  private final SecondFactors factors;
  private final ApplicationEventPublisher events;

  SecondFactorPage(SecondFactors factors, ApplicationEventPublisher events) {
    this.factors = factors;
    this.events = events;
  }

  @GetMapping("/login/second-factor")
  ResponseEntity<String> ask(Principal user, CsrfToken csrf, HttpSession session) {
    if (factors.hasCodes(user.getName())) {
      return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/app/")).build();
    }
    String secret = factors.newSecret();
    session.setAttribute(SECRET, secret);
    return page(user, csrf, secret, "");
  }

  @PostMapping("/login/second-factor")
  ResponseEntity<String> enrol(
      Principal user,
      CsrfToken csrf,
      HttpSession session,
      HttpServletRequest request,
      @RequestParam("code") String code) {
    if (!(session.getAttribute(SECRET) instanceof String secret)
        || factors.hasCodes(user.getName())) {
      return ResponseEntity.status(HttpStatus.SEE_OTHER)
          .location(URI.create("/login/second-factor"))
          .build();
    }
    List<String> recovery = factors.enrol(user.getName(), secret, code);
    events.publishEvent(
        new SecondFactorChange(
            user.getName(),
            request.getRemoteAddr(),
            SecondFactorChange.Kind.CODES_ADDED,
            !recovery.isEmpty()));
    if (recovery.isEmpty()) {
      return page(
          user,
          csrf,
          secret,
          "<p class=\"error\" role=\"alert\" id=\"problem\">This code does not fit. Wait for the"
              + " next one and type it before it changes.</p>");
    }
    session.removeAttribute(SECRET);
    return Pages.recoveryCodes(recovery);
  }

  private ResponseEntity<String> page(
      Principal user, CsrfToken csrf, String secret, String message) {
    String link =
        "otpauth://totp/Mortar:%s?secret=%s&issuer=Mortar".formatted(user.getName(), secret);
    String filled = Pages.withCsrf(enrol, csrf).replace("{{message}}", message);
    filled = Pages.fill(filled, "secret", secret.replaceAll("(.{4})(?=.)", "$1 "));
    return Pages.answer(Pages.fill(filled, "link", link));
  }
}
