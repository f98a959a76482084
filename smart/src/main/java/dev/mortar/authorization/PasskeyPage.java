package dev.mortar.authorization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.security.Principal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /login/passkeys}: somebody who signed in sees, adds and removes their passkeys. */
@Controller
final class PasskeyPage {
  static final String PATH = "/login/passkeys";

  private static final String REFUSED =
      "<p class=\"error\" role=\"alert\" id=\"problem\">The passkey was not added. Give it a name"
          + " and try again.</p>";

  private final String page = Pages.read("passkeys.html");
  private final String line = Pages.read("passkey.html");
  private final Passkeys passkeys;
  private final SecondFactors factors;
  private final ApplicationEventPublisher events;

  PasskeyPage(Passkeys passkeys, SecondFactors factors, ApplicationEventPublisher events) {
    this.passkeys = passkeys;
    this.factors = factors;
    this.events = events;
  }

  @GetMapping(PATH)
  ResponseEntity<String> list(Principal user, CsrfToken csrf, HttpSession session) {
    return page(user.getName(), csrf, session, "");
  }

  @PostMapping(path = PATH, params = "passkey")
  ResponseEntity<String> add(
      Principal user,
      CsrfToken csrf,
      HttpSession session,
      HttpServletRequest request,
      @RequestParam("label") String label) {
    PasskeyAnswer answer = PasskeyAnswer.of(request, PasskeyChallenge.Use.ADD);
    boolean added = passkeys.add(user.getName(), label, answer);
    tell(user, request, SecondFactorChange.Kind.PASSKEY_ADDED, added);
    if (!added) {
      return page(user.getName(), csrf, session, REFUSED);
    }
    List<String> recovery = factors.recoveryCodesIfNone(user.getName());
    return recovery.isEmpty() ? back() : Pages.recoveryCodes(recovery);
  }

  @PostMapping(path = PATH, params = "remove")
  ResponseEntity<String> remove(
      Principal user, HttpServletRequest request, @RequestParam("remove") String id) {
    boolean removed = passkeys.remove(user.getName(), id);
    factors.forgetRecoveryIfAlone(user.getName());
    tell(user, request, SecondFactorChange.Kind.PASSKEY_REMOVED, removed);
    return back();
  }

  private void tell(
      Principal user, HttpServletRequest request, SecondFactorChange.Kind kind, boolean done) {
    events.publishEvent(
        new SecondFactorChange(user.getName(), request.getRemoteAddr(), kind, done));
  }

  private ResponseEntity<String> page(
      String username, CsrfToken csrf, HttpSession session, String message) {
    PasskeyChallenge asked = passkeys.askForNew(username);
    asked.keep(session, PasskeyChallenge.Use.ADD);
    String lines =
        passkeys.of(username).stream()
            .map(passkey -> line(passkey, csrf))
            .collect(Collectors.joining());
    String filled =
        Pages.fill(Pages.withCsrf(page, csrf), "options", passkeys.creationOptions(username, asked))
            .replace("{{message}}", message);
    return Pages.answer(
        filled.replace("{{passkeys}}", lines.isEmpty() ? "<li>None yet.</li>" : lines));
  }

  /** What came from the person is filled in last, so that it is text and fills nothing itself. */
  private String line(Passkey passkey, CsrfToken csrf) {
    String used =
        passkey
            .lastUsed()
            .map(when -> "last used on " + LocalDate.ofInstant(when, ZoneOffset.UTC))
            .orElse("not used yet");
    String filled =
        Pages.fill(Pages.fill(Pages.withCsrf(line, csrf), "id", passkey.id()), "used", used);
    String added = LocalDate.ofInstant(passkey.created(), ZoneOffset.UTC).toString();
    return Pages.fill(Pages.fill(filled, "added", added), "label", passkey.label());
  }

  private static ResponseEntity<String> back() {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(PATH)).build();
  }
}
