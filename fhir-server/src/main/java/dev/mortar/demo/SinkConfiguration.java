package dev.mortar.demo;

import com.icegreen.greenmail.store.FolderException;
import dev.mortar.outreach.channel.Channel;
import dev.mortar.outreach.channel.Email;
import dev.mortar.outreach.channel.EmailSettings;
import dev.mortar.outreach.channel.Sms;
import dev.mortar.outreach.channel.SmsSettings;
import dev.mortar.storage.retention.Traces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Mail and SMS for the demo: servers of our own on this machine, unless real ones are set up. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class SinkConfiguration {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Bean(destroyMethod = "close")
  MailSink mailSink() {
    return new MailSink();
  }

  @Bean(destroyMethod = "close")
  SmsSink smsSink(@Value("${mortar.data:./data}") Path data, Clock clock) throws IOException {
    return new SmsSink(data.resolve("demo/sms.jsonl"), clock);
  }

  @Bean
  Traces sinkTraces(MailSink mail, SmsSink sms) {
    return gone -> {
      try {
        mail.forget(gone.ids());
        sms.forget(gone.ids());
      } catch (FolderException | IOException e) {
        throw new IllegalStateException("The demo's messages cannot be removed", e);
      }
    };
  }

  @Bean
  @ConditionalOnProperty(
      name = "mortar.outreach.email.host",
      havingValue = "demo",
      matchIfMissing = true)
  Channel demoEmail(MailSink sink, Clock clock) {
    var settings =
        new EmailSettings(
            "127.0.0.1",
            sink.port(),
            "",
            "",
            EmailSettings.Encryption.NONE,
            "pharmacy@demo.example",
            "unsubscribe@demo.example",
            PATIENCE);
    return new Email(settings, clock);
  }

  @Bean
  @ConditionalOnProperty(
      name = "mortar.outreach.sms.url",
      havingValue = "demo",
      matchIfMissing = true)
  Channel demoSms(SmsSink sink) {
    var settings = new SmsSettings(sink.url(), "demo", "demo", "+15550000000", true, "1", PATIENCE);
    return new Sms(settings);
  }
}
