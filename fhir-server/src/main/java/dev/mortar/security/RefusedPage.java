package dev.mortar.security;

import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/**
 * Tells somebody who came from elsewhere why they did not get in.
 *
 * @param title of the window
 * @param next a link of ours, as HTML
 */
record RefusedPage(String title, String heading, String next) {
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s – Mortar</title>
      <link rel="stylesheet" href="/login/style.css">
      </head>
      <body>
      <main>
      <h1>%s</h1>
      <p class="error" role="alert">%s</p>
      <p>%s</p>
      </main>
      </body>
      </html>
      """;

  ResponseEntity<String> of(HttpStatus status, String why) {
    return ResponseEntity.status(status)
        .contentType(HTML)
        .cacheControl(CacheControl.noStore())
        .body(PAGE.formatted(title, heading, HtmlUtils.htmlEscape(why), next));
  }
}
