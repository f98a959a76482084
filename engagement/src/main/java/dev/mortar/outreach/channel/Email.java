package dev.mortar.outreach.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mortar.ig.Codes.MessageStatusReason;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** E-mail by SMTP. A mail server cannot be asked later what it took. */
public final class Email implements Channel {
  private static final int PERMANENT = 500;

  private final EmailSettings settings;
  private final Clock clock;
  private final Session session;

  public Email(EmailSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.session = Session.getInstance(properties(settings));
  }

  @Override
  public Medium medium() {
    return Medium.EMAIL;
  }

  @Override
  public Trace ask(String key) {
    return new Trace.Silent();
  }

  @Override
  public Handover send(Outgoing outgoing) {
    MimeMessage message;
    try {
      message = message(outgoing);
    } catch (MessagingException malformed) {
      return new Handover.Refused(MessageStatusReason.NO_ADDRESS);
    }
    try (var transport = session.getTransport()) {
      if (!connect(transport)) {
        return new Handover.NotSent("no connection to the mail server");
      }
      return send(transport, message);
    } catch (MessagingException onlyTheGoodbye) {
      return new Handover.Unclear("the conversation ended badly");
    }
  }

  private boolean connect(Transport transport) {
    try {
      // A password, even an empty one, makes the library sign in wherever the server offers it.
      var anonymous = settings.username().isEmpty();
      transport.connect(
          settings.host(),
          settings.port(),
          anonymous ? null : settings.username(),
          anonymous ? null : settings.password());
      return true;
    } catch (MessagingException failed) {
      return false;
    }
  }

  private static Handover send(Transport transport, MimeMessage message) throws MessagingException {
    var id = message.getMessageID();
    try {
      transport.sendMessage(message, message.getAllRecipients());
      return new Handover.Accepted(id, 1);
    } catch (MessagingException failed) {
      return judge(failed);
    }
  }

  /** A reply of the server is an answer; a broken line after we began is none. */
  private static Handover judge(Exception failed) {
    for (@Nullable Exception each = failed; each != null; each = next(each)) {
      if (each instanceof SMTPAddressFailedException address) {
        return address.getReturnCode() >= PERMANENT
            ? new Handover.Refused(MessageStatusReason.BOUNCED)
            : new Handover.NotSent("the mail server put the address off");
      }
      if (each instanceof SMTPSendFailedException reply && reply.getReturnCode() > 0) {
        return reply.getReturnCode() >= PERMANENT
            ? new Handover.Refused(MessageStatusReason.CARRIER_REFUSED)
            : new Handover.NotSent("the mail server put the message off");
      }
    }
    return new Handover.Unclear("the connection broke while the message was handed over");
  }

  private static @Nullable Exception next(Exception failed) {
    return failed instanceof MessagingException chained ? chained.getNextException() : null;
  }

  private MimeMessage message(Outgoing outgoing) throws MessagingException {
    var message = new Keyed(session, messageId(outgoing.key()));
    message.setFrom(new InternetAddress(settings.from(), true));
    message.setRecipient(Message.RecipientType.TO, address(outgoing.to()));
    message.setSubject(outgoing.subject(), UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("List-Unsubscribe", "<mailto:" + settings.unsubscribe() + "?subject=STOP>");
    var text = new MimeBodyPart();
    text.setText(outgoing.body(), UTF_8.name(), "plain");
    var html = new MimeBodyPart();
    html.setText(html(outgoing.body()), UTF_8.name(), "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    message.saveChanges();
    return message;
  }

  private static InternetAddress address(String to) throws AddressException {
    var address = new InternetAddress(to, true);
    address.validate();
    return address;
  }

  private String messageId(String key) {
    return "<" + key + settings.from().substring(settings.from().indexOf('@')) + ">";
  }

  private static String html(String text) {
    var escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<!DOCTYPE html><html><body><p>"
        + escaped.replace("\n", "<br>\n")
        + "</p></body></html>";
  }

  private static Properties properties(EmailSettings settings) {
    var properties = new Properties();
    var protocol = settings.encryption() == EmailSettings.Encryption.TLS ? "smtps" : "smtp";
    var prefix = "mail." + protocol + ".";
    var timeout = Long.toString(settings.timeout().toMillis());
    var starttls = settings.encryption() == EmailSettings.Encryption.STARTTLS;
    properties.setProperty("mail.transport.protocol", protocol);
    properties.setProperty(prefix + "auth", Boolean.toString(!settings.username().isEmpty()));
    properties.setProperty(prefix + "starttls.enable", Boolean.toString(starttls));
    properties.setProperty(prefix + "starttls.required", Boolean.toString(starttls));
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    properties.setProperty(prefix + "connectiontimeout", timeout);
    properties.setProperty(prefix + "timeout", timeout);
    properties.setProperty(prefix + "writetimeout", timeout);
    // Waiting for the reply to QUIT would make a message that was taken look unclear.
    properties.setProperty(prefix + "quitwait", "false");
    return properties;
  }

  /** Keeps our own Message-ID, which is the key by which a repeat could be recognised. */
  private static final class Keyed extends MimeMessage {
    private final String id;

    Keyed(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
