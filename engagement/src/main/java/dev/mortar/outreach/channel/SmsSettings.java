package dev.mortar.outreach.channel;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The SMS carrier, spoken to as Twilio is.
 *
 * @param url the carrier's base address; empty if there is none
 * @param account also the user name
 * @param token the password
 * @param from the sender's number
 * @param lookup whether the carrier can be asked for a message by its idempotency key
 * @param country calling code for numbers that come without one
 */
@ConfigurationProperties(prefix = "mortar.outreach.sms", ignoreUnknownFields = false)
public record SmsSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String account,
    @DefaultValue("") String token,
    @DefaultValue("") String from,
    @DefaultValue("false") boolean lookup,
    @DefaultValue("1") String country,
    @DefaultValue("20s") Duration timeout) {
  public SmsSettings {
    if (!url.isEmpty()) {
      var scheme = String.valueOf(URI.create(url).getScheme());
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw new IllegalArgumentException("mortar.outreach.sms.url must be http or https");
      }
    }
  }

  @Override
  public String toString() {
    return "SmsSettings[" + url + "]";
  }
}
