package dev.mortar.authorization;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /login/welcome?invitation=…}: an invited person sets their password. */
@Controller
final class WelcomePage {
  private final String page = Pages.read("welcome.html");
  private final String over = Pages.read("welcome-over.html");
  private final Invitations invitations;
  private final NewPasswords passwords;
  private final ApplicationEventPublisher events;

  WelcomePage(Invitations invitations, NewPasswords passwords, ApplicationEventPublisher events) {
    this.invitations = invitations;
    this.passwords = passwords;
    this.events = events;
  }

  @GetMapping("/login/welcome")
  ResponseEntity<String> ask(CsrfToken csrf, @RequestParam("invitation") String token) {
    return invitations
        .invited(token)
        .map(username -> form(csrf, token, username, ""))
        .orElseGet(() -> Pages.answer(over.replace("{{text}}", GONE)));
  }

  @PostMapping("/login/welcome")
  ResponseEntity<String> set(
      CsrfToken csrf,
      HttpServletRequest request,
      @RequestParam("invitation") String token,
      @RequestParam("password") String password,
      @RequestParam("again") String again) {
    Optional<String> username = invitations.invited(token);
    if (username.isEmpty()) {
      return Pages.answer(over.replace("{{text}}", GONE));
    }
    Optional<String> wrong = passwords.refusal(username.get(), password, again);
    if (wrong.isPresent()) {
      return form(csrf, token, username.get(), wrong.get());
    }
    if (!invitations.take(token)) {
      return Pages.answer(over.replace("{{text}}", GONE));
    }
    passwords.open(username.get(), password);
    events.publishEvent(
        new SecondFactorChange(
            username.get(), request.getRemoteAddr(), SecondFactorChange.Kind.PASSWORD_SET, true));
    return Pages.answer(over.replace("{{text}}", "Your password is set. You can sign in now."));
  }

  private ResponseEntity<String> form(
      CsrfToken csrf, String token, String username, String problem) {
    String message =
        problem.isEmpty()
            ? ""
            : Pages.fill(
                "<p class=\"error\" role=\"alert\" id=\"problem\">{{text}}</p>", "text", problem);
    String filled = Pages.withCsrf(page, csrf).replace("{{message}}", message);
    return Pages.answer(Pages.fill(Pages.fill(filled, "invitation", token), "username", username));
  }

  private static final String GONE =
      "This link was used or is too old. Ask your pharmacy manager for a new one.";
}
