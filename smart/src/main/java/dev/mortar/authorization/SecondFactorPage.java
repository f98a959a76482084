package dev.mortar.authorization;

import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.HtmlUtils;

/** {@code /login/second-factor}: somebody who signed in takes a second factor into use. */
@Controller
final class SecondFactorPage {
  private static final String SECRET = "mortar.new-secret";

  private final String enrol = Pages.read("second-factor.html");
  private final String codes = Pages.read("recovery-codes.html");
  private final SecondFactors factors;

  SecondFactorPage(SecondFactors factors) {
    this.factors = factors;
  }

  @GetMapping("/login/second-factor")
  ResponseEntity<String> ask(Principal user, CsrfToken csrf, HttpSession session) {
    if (factors.has(user.getName())) {
      return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/app/")).build();
    }
    String secret = factors.newSecret();
    session.setAttribute(SECRET, secret);
    return page(user, csrf, secret, "");
  }

  @PostMapping("/login/second-factor")
  ResponseEntity<String> enrol(
      Principal user, CsrfToken csrf, HttpSession session, @RequestParam("code") String code) {
    if (!(session.getAttribute(SECRET) instanceof String secret) || factors.has(user.getName())) {
      return ResponseEntity.status(HttpStatus.SEE_OTHER)
          .location(URI.create("/login/second-factor"))
          .build();
    }
    List<String> recovery = factors.enrol(user.getName(), secret, code);
    if (recovery.isEmpty()) {
      return page(
          user,
          csrf,
          secret,
          "<p class=\"error\" role=\"alert\" id=\"problem\">This code does not fit. Wait for the"
              + " next one and type it before it changes.</p>");
    }
    session.removeAttribute(SECRET);
    return Pages.answer(
        codes.replace(
            "{{codes}}",
            recovery.stream()
                .map(one -> "<li><code>" + HtmlUtils.htmlEscape(one) + "</code></li>")
                .collect(Collectors.joining())));
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
