package dev.mortar.authorization;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.HtmlUtils;

/**
 * {@code GET /login} and {@code GET /logout}: plain pages that need neither scripts nor anything
 * from elsewhere.
 */
@Controller
final class SignInPage {
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
  private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);

  private final String signIn = read("sign-in.html");
  private final String signOut = read("sign-out.html");
  private final String style = read("sign-in.css");

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
    return page(
        filled(signIn, csrf)
            .replace("{{message}}", message)
            .replace("{{described}}", error == null ? "" : " aria-describedby=\"problem\""));
  }

  @GetMapping("/logout")
  ResponseEntity<String> signOut(CsrfToken csrf) {
    return page(filled(signOut, csrf));
  }

  @GetMapping("/login/style.css")
  ResponseEntity<String> style() {
    return ResponseEntity.ok().contentType(CSS).body(style);
  }

  private static String filled(String template, CsrfToken csrf) {
    return template
        .replace("{{csrfName}}", HtmlUtils.htmlEscape(csrf.getParameterName()))
        .replace("{{csrf}}", HtmlUtils.htmlEscape(csrf.getToken()));
  }

  private static ResponseEntity<String> page(String html) {
    return ResponseEntity.ok().contentType(HTML).cacheControl(CacheControl.noStore()).body(html);
  }

  private static String read(String name) {
    try (InputStream file = SignInPage.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("The page " + name + " is missing from the program.");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The page " + name + " cannot be read.", e);
    }
  }
}
