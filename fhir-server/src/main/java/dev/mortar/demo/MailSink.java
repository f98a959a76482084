package dev.mortar.demo;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Plays the mail server: takes every message and shows it. */
final class MailSink implements AutoCloseable {
  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  MailSink() {
    mail.start();
  }

  int port() {
    return mail.getSmtp().getPort();
  }

  List<SinkMessage> messages() {
    return Arrays.stream(mail.getReceivedMessages()).map(MailSink::message).toList();
  }

  /** It forgets all or nothing: if one of the messages must go, all of them do. */
  void forget(Set<String> requests) throws FolderException {
    if (messages().stream().anyMatch(message -> requests.contains(message.id()))) {
      mail.purgeEmailFromAllMailboxes();
    }
  }

  @Override
  public void close() {
    mail.stop();
  }

  private static SinkMessage message(MimeMessage message) {
    try {
      var id = String.valueOf(message.getMessageID()).replaceAll("^<|@.*$", "");
      var at = message.getSentDate().toInstant().toString();
      var to = GreenMailUtil.getAddressList(message.getAllRecipients());
      return new SinkMessage("EMAIL", id, to, message.getSubject(), text(message), at);
    } catch (MessagingException | IOException unreadable) {
      throw new UncheckedIOException(new IOException(unreadable));
    }
  }

  private static String text(MimeMessage message) throws MessagingException, IOException {
    if (message.getContent() instanceof MimeMultipart parts) {
      BodyPart first = parts.getBodyPart(0);
      return String.valueOf(first.getContent());
    }
    return String.valueOf(message.getContent());
  }
}
