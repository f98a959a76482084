package dev.mortar.outreach.channel;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server that takes our messages.
 *
 * @param host empty if there is none; messages by e-mail are then marked as not sent
 * @param username empty for a server that asks for none
 * @param encryption whether the connection must be encrypted
 * @param from the sender's address
 * @param unsubscribe the address to which a recipient writes to get no more
 * @param timeout for every step of the conversation
 */
@ConfigurationProperties(prefix = "mortar.outreach.email", ignoreUnknownFields = false)
public record EmailSettings(
    @DefaultValue("") String host,
    @DefaultValue("587") int port,
    @DefaultValue("") String username,
    @DefaultValue("") String password,
    @DefaultValue("STARTTLS") Encryption encryption,
    @DefaultValue("pharmacy@localhost") String from,
    @DefaultValue("unsubscribe@localhost") String unsubscribe,
    @DefaultValue("20s") Duration timeout) {
  /** How the connection to the mail server is protected. */
  public enum Encryption {
    /** Not at all: for a server on the same machine. */
    NONE,
    /** By STARTTLS, and not without it. */
    STARTTLS,
    /** From the first byte. */
    TLS
  }

  public EmailSettings {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("mortar.outreach.email.port must be 1 to 65535");
    }
    if (from.contains("\n") || unsubscribe.contains("\n") || !from.contains("@")) {
      throw new IllegalArgumentException("mortar.outreach.email.from must be an address");
    }
  }

  @Override
  public String toString() {
    return "EmailSettings[" + host + ":" + port + ", " + encryption + "]";
  }
}
