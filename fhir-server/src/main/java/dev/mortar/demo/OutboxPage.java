package dev.mortar.demo;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** What the demo's carriers took, for people and for programs. */
@RestController
@Profile("demo")
class OutboxPage {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Outbox – Mortar demo</title>
      </head>
      <body>
      <main>
      <h1>Messages to patients</h1>
      <p>Nothing leaves this machine: these messages reached the demo's own mail and SMS servers.</p>
      %s
      </main>
      </body>
      </html>
      """;
  private static final String TABLE =
      """
      <table>
      <caption>%d messages, newest first</caption>
      <thead><tr><th scope="col">When</th><th scope="col">By</th><th scope="col">To</th>\
      <th scope="col">Text</th></tr></thead>
      <tbody>
      %s
      </tbody>
      </table>
      """;

  private final MailSink mail;
  private final SmsSink sms;

  OutboxPage(MailSink mail, SmsSink sms) {
    this.mail = mail;
    this.sms = sms;
  }

  @GetMapping(path = "/demo/outbox.json", produces = MediaType.APPLICATION_JSON_VALUE)
  List<SinkMessage> json() {
    return Stream.concat(mail.messages().stream(), sms.messages().stream())
        .sorted(Comparator.comparing(SinkMessage::at).reversed())
        .toList();
  }

  @GetMapping(path = "/demo/outbox", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
  String page() {
    var messages = json();
    if (messages.isEmpty()) {
      return PAGE.formatted("<p>None yet.</p>");
    }
    var rows = messages.stream().map(OutboxPage::row).collect(Collectors.joining("\n"));
    return PAGE.formatted(TABLE.formatted(messages.size(), rows));
  }

  private static String row(SinkMessage message) {
    var subject =
        message.subject().isEmpty() ? "" : "<strong>" + safe(message.subject()) + "</strong><br>";
    return "<tr><td><time datetime=\"%s\">%s</time></td><td>%s</td><td>%s</td><td>%s%s</td></tr>"
        .formatted(
            safe(message.at()),
            safe(message.at()),
            safe(message.channel()),
            safe(message.to()),
            subject,
            safe(message.body()).replace("\n", "<br>"));
  }

  private static String safe(String text) {
    return HtmlUtils.htmlEscape(text);
  }
}
