package dev.mortar.storage;

import ca.uhn.fhir.jpa.subscription.match.deliver.email.EmailSenderImpl;
import ca.uhn.fhir.jpa.subscription.match.deliver.email.IEmailSender;
import ca.uhn.fhir.rest.server.mail.MailConfig;
import ca.uhn.fhir.rest.server.mail.MailSvc;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How Subscriptions of channel type {@code email} leave the house. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriptionMailProperties.class)
class SubscriptionMailConfiguration {
  @Bean
  IEmailSender emailSender(SubscriptionMailProperties mail) {
    var config =
        new MailConfig()
            .setSmtpHostname(mail.host())
            .setSmtpPort(mail.port())
            .setSmtpUseStartTLS(mail.startTls());
    if (!mail.user().isEmpty()) {
      config.setSmtpUsername(mail.user()).setSmtpPassword(mail.password());
    }
    return new EmailSenderImpl(new MailSvc(config));
  }
}
