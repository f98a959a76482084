package dev.mortar.authorization;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code GET /login} and {@code GET /logout}: plain pages that need neither scripts nor anything
 * from elsewhere.
 */
@Controller
final class SignInPage {
  private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);

  private final String signIn = Pages.read("sign-in.html");
  private final String signOut = Pages.read("sign-out.html");
  private final String style = Pages.read("sign-in.css");
  private final String smartStyle = Pages.read("smart-style.json");

  @GetMapping("/login")
  ResponseEntity<String> signIn(
      CsrfToken csrf,
      @RequestParam(name = "error", required = false) @Nullable String error,
      @RequestParam(name = "signed-out", required = false) @Nullable String signedOut) {
    String message = "";
    if (error != null) {
      message =
          """
          <p class="error" role="alert" id="problem">That did not work. Check the name and the \
          password. After several wrong tries an account waits for a while: try again later, or ask \
          your pharmacy manager for help.</p>""";
    } else if (signedOut != null) {
      message = "<p role=\"status\">You are signed out.</p>";
    }
    return Pages.answer(
        Pages.withCsrf(signIn, csrf)
            .replace("{{message}}", message)
            .replace("{{described}}", error == null ? "" : " aria-describedby=\"problem\""));
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

  @GetMapping("/login/style.css")
  ResponseEntity<String> style() {
    return ResponseEntity.ok().contentType(CSS).body(style);
  }
}
