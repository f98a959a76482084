package dev.mortar.authorization;

import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code GET /login} and {@code GET /logout}: plain pages that need nothing from elsewhere. The one
 * script asks the device for a passkey; without it everything else works.
 */
@Controller
final class SignInPage {
  static final String SCRIPT = "/login/passkey.js";

  private static final MediaType JAVASCRIPT =
      new MediaType("text", "javascript", StandardCharsets.UTF_8);
  private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);

  private final Passkeys passkeys;
  private final ObjectProvider<OtherSignIns> others;
  private final String signIn = Pages.read("sign-in.html");
  private final String signOut = Pages.read("sign-out.html");
  private final String style = Pages.read("sign-in.css");
  private final String script = Pages.read("passkey.js");
  private final String smartStyle = Pages.read("smart-style.json");

  SignInPage(Passkeys passkeys, ObjectProvider<OtherSignIns> others) {
    this.passkeys = passkeys;
    this.others = others;
  }

  @GetMapping("/login")
  ResponseEntity<String> signIn(
      CsrfToken csrf,
      HttpSession session,
      @RequestParam(name = "error", required = false) @Nullable String error,
      @RequestParam(name = "signed-out", required = false) @Nullable String signedOut) {
    String message = "";
    if (error != null && lacking(session).isPresent()) {
      message =
          Pages.fill(
              "<p class=\"error\" role=\"alert\" id=\"problem\">{{text}}</p>",
              "text",
              lacking(session).get() + " Ask your pharmacy manager.");
    } else if (error != null) {
      message =
          """
          <p class="error" role="alert" id="problem">That did not work. Check the name, the \
          password and the second factor if you have one. After several wrong tries an account waits for a while: try again later, or ask \
          your pharmacy manager for help.</p>""";
    } else if (signedOut != null) {
      message = "<p role=\"status\">You are signed out.</p>";
    }
    PasskeyChallenge asked = passkeys.ask();
    asked.keep(session, PasskeyChallenge.Use.SIGN_IN);
    return Pages.answer(
        Pages.fill(Pages.withCsrf(signIn, csrf), "options", passkeys.requestOptions(asked))
            .replace("{{others}}", links())
            .replace("{{message}}", message)
            .replace("{{described}}", error == null ? "" : " aria-describedby=\"problem\""));
  }

  /** What somebody lacks who has just proved who they are. */
  private static Optional<String> lacking(HttpSession session) {
    return session.getAttribute(WebAttributes.AUTHENTICATION_EXCEPTION)
            instanceof DisabledException disabled
        ? Optional.ofNullable(disabled.getMessage())
        : Optional.empty();
  }

  /** Links and no buttons: browsers would hold a form to this server's own addresses. */
  private String links() {
    String all =
        others.stream()
            .flatMap(one -> one.all().stream())
            .map(
                way ->
                    Pages.fill(
                        Pages.fill(
                            "<a class=\"button\" href=\"{{path}}\">Sign in with {{label}}</a>\n",
                            "path",
                            way.path()),
                        "label",
                        way.label()))
            .collect(Collectors.joining());
    return all.isEmpty()
        ? ""
        : "<nav class=\"others\" aria-label=\"Other ways to sign in\">\n" + all + "</nav>\n";
  }

  @GetMapping("/logout")
  ResponseEntity<String> signOut(CsrfToken csrf) {
    return Pages.answer(Pages.withCsrf(signOut, csrf));
  }

  /** Colours and shapes for apps that want to look at home here. */
  @GetMapping(LaunchContext.STYLE)
  ResponseEntity<String> smartStyle() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(smartStyle);
  }

  @GetMapping(SCRIPT)
  ResponseEntity<String> script() {
    return ResponseEntity.ok().contentType(JAVASCRIPT).body(script);
  }

  @GetMapping("/login/style.css")
  ResponseEntity<String> style() {
    return ResponseEntity.ok().contentType(CSS).body(style);
  }
}
