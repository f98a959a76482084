package dev.mortar.authorization;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/** Plain pages beside this class; what comes from outside is escaped when it is filled in. */
final class Pages {
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  private Pages() {}

  static ResponseEntity<String> answer(String html) {
    return ResponseEntity.ok().contentType(HTML).cacheControl(CacheControl.noStore()).body(html);
  }

  /** Recovery codes are shown once, when the first second factor is taken into use. */
  static ResponseEntity<String> recoveryCodes(List<String> codes) {
    return answer(
        read("recovery-codes.html")
            .replace(
                "{{codes}}",
                codes.stream()
                    .map(one -> "<li><code>" + HtmlUtils.htmlEscape(one) + "</code></li>")
                    .collect(Collectors.joining())));
  }

  static String withCsrf(String template, CsrfToken csrf) {
    return fill(fill(template, "csrfName", csrf.getParameterName()), "csrf", csrf.getToken());
  }

  static String fill(String template, String name, String text) {
    return template.replace("{{" + name + "}}", HtmlUtils.htmlEscape(text));
  }

  static String read(String name) {
    try (InputStream file = Pages.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("The page " + name + " is missing from the program.");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The page " + name + " cannot be read.", e);
    }
  }
}
