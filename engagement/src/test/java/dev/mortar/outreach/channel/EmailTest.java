package dev.mortar.outreach.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real mail server, and against one that misbehaves. */
final class EmailTest {
  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private static Email email(int port) {
    var settings =
        new EmailSettings(
            "127.0.0.1",
            port,
            "",
            "",
            EmailSettings.Encryption.NONE,
            "pharmacy@example.org",
            "stop@example.org",
            Duration.ofSeconds(5));
    return new Email(settings, Clock.systemUTC());
  }

  private static Outgoing message(String to) {
    return new Outgoing("key-1", to, "Su cita – mañana", "Hola Zoë:\n\n1 < 2 & más");
  }

  @Test
  void theMessageArrivesAsTextAndHtmlWithItsKeyAsMessageId() throws Exception {
    var handover = email(server.getSmtp().getPort()).send(message("zoe@example.org"));
    assertThat(handover).isEqualTo(new Handover.Accepted("<key-1@example.org>", 1));
    var received = server.getReceivedMessages()[0];
    assertThat(received.getSubject()).isEqualTo("Su cita – mañana");
    assertThat(received.getHeader("Message-ID")).containsExactly("<key-1@example.org>");
    assertThat(received.getHeader("List-Unsubscribe"))
        .containsExactly("<mailto:stop@example.org?subject=STOP>");
    var parts = (MimeMultipart) received.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).getContent().toString()).contains("1 < 2 & más");
    assertThat(parts.getBodyPart(1).getContent().toString()).contains("1 &lt; 2 &amp; más<");
  }

  @Test
  void noServerMeansNotSent() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThat(email(free).send(message("zoe@example.org"))).isInstanceOf(Handover.NotSent.class);
  }

  @Test
  void noAddressMeansRefused() {
    var handover = email(server.getSmtp().getPort()).send(message("not an address"));
    assertThat(handover).isInstanceOf(Handover.Refused.class);
  }

  @Test
  void aLineBreakInTheAddressIsRefused() {
    var handover = email(server.getSmtp().getPort()).send(message("a@example.org\nBcc: b@x.org"));
    assertThat(handover).isInstanceOf(Handover.Refused.class);
  }

  @Test
  void aRefusedRecipientIsABounceAndATemporaryRefusalIsNot() throws Exception {
    assertThat(against("550 no such user", false)).isInstanceOf(Handover.Refused.class);
    assertThat(against("450 try later", false)).isInstanceOf(Handover.NotSent.class);
  }

  @Test
  void aConnectionThatBreaksAfterTheTextIsUnclear() throws Exception {
    assertThat(against("250 ok", true)).isInstanceOf(Handover.Unclear.class);
  }

  /** A mail server of a few lines that answers the recipient so, and may die after the text. */
  private static Handover against(String recipientAnswer, boolean dies) throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> converse(socket, recipientAnswer, dies));
      return email(socket.getLocalPort()).send(message("zoe@example.org"));
    }
  }

  private static void converse(ServerSocket socket, String recipientAnswer, boolean dies) {
    try (var line = socket.accept();
        var in =
            new BufferedReader(
                new InputStreamReader(line.getInputStream(), StandardCharsets.US_ASCII))) {
      var out = line.getOutputStream();
      out.write("220 here\r\n".getBytes(StandardCharsets.US_ASCII));
      var text = false;
      for (var said = in.readLine(); said != null; said = in.readLine()) {
        if (text && !said.equals(".")) {
          continue;
        }
        if (text && dies) {
          return;
        }
        var answer = said.startsWith("RCPT") ? recipientAnswer : "250 ok";
        text = said.startsWith("DATA");
        out.write(((text ? "354 go on" : answer) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException gone) {
      Thread.currentThread().interrupt();
    }
  }
}
