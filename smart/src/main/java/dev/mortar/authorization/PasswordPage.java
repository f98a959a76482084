package dev.mortar.authorization;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /login/password}: somebody who signed in takes another password. */
@Controller
final class PasswordPage {
  static final String PATH = "/login/password";

  private final String page = Pages.read("password.html");
  private final PasswordSignIn signIn;
  private final NewPasswords passwords;
  private final PasswordAge age;
  private final Grants grants;
  private final ApplicationEventPublisher events;

  PasswordPage(
      PasswordSignIn signIn,
      NewPasswords passwords,
      PasswordAge age,
      Grants grants,
      ApplicationEventPublisher events) {
    this.signIn = signIn;
    this.passwords = passwords;
    this.age = age;
    this.grants = grants;
    this.events = events;
  }

  @GetMapping(PATH)
  ResponseEntity<String> ask(Principal user, CsrfToken csrf) {
    return form(user, csrf, "");
  }

  @PostMapping(PATH)
  ResponseEntity<String> change(
      Principal user,
      CsrfToken csrf,
      HttpServletRequest request,
      @RequestParam("current") String current,
      @RequestParam("password") String password,
      @RequestParam("again") String again) {
    String name = user.getName();
    Optional<String> wrong =
        signIn.confirms(name, current)
            ? passwords.refusal(name, password, again)
            : Optional.of(
                "The password until now is not this one. Wait a little after some tries.");
    events.publishEvent(
        new SecondFactorChange(
            name, request.getRemoteAddr(), SecondFactorChange.Kind.PASSWORD_SET, wrong.isEmpty()));
    if (wrong.isPresent()) {
      return form(user, csrf, wrong.get());
    }
    passwords.replace(name, password);
    grants.end(name);
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create(PasswordAge.next(request.getSession())))
        .build();
  }

  private ResponseEntity<String> form(Principal user, CsrfToken csrf, String problem) {
    String why =
        age.isOver(user.getName())
            ? "Your password is older than your pharmacy allows. Take another before you go on."
            : "Take another password. Whatever you are signed in with elsewhere ends then.";
    String filled =
        Pages.withCsrf(page, csrf)
            .replace(
                "{{message}}",
                problem.isEmpty()
                    ? ""
                    : Pages.fill(
                        "<p class=\"error\" role=\"alert\" id=\"problem\">{{text}}</p>",
                        "text",
                        problem));
    return Pages.answer(Pages.fill(Pages.fill(filled, "why", why), "username", user.getName()));
  }
}
