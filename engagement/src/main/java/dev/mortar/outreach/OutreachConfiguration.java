package dev.mortar.outreach;

import dev.mortar.directory.Pharmacies;
import dev.mortar.directory.Settings;
import dev.mortar.due.DueWork;
import dev.mortar.due.EngagementSchema;
import dev.mortar.outreach.channel.Channel;
import dev.mortar.store.Expressions;
import dev.mortar.store.FhirStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires messages to the store, to due work and to the carriers that are set up. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutreachProperties.class)
class OutreachConfiguration {
  @Bean
  Messages patientMessages(FhirStore store, DueWork due) {
    return new Messages(store, due);
  }

  @Bean
  Reminders appointmentReminders(
      FhirStore store, DueWork due, Messages messages, Settings settings, Clock clock) {
    return new Reminders(store, due, messages, settings, clock);
  }

  @Bean
  Permission messagePermission(FhirStore store) {
    return new Permission(store);
  }

  @Bean
  Templates messageTemplates(Settings settings, Expressions expressions, Pharmacies pharmacies) {
    return new Templates(settings, expressions, pharmacies);
  }

  @Bean
  SendLog messageSendLog(EngagementSchema schema) {
    return new SendLog(schema);
  }

  @Bean
  Envelope messageEnvelope(
      FhirStore store,
      Permission permission,
      Templates templates,
      Pharmacies pharmacies,
      OutreachProperties policy,
      Clock clock) {
    return new Envelope(store, permission, templates, pharmacies, policy, clock);
  }

  @Bean
  Outbox messageOutbox(FhirStore store, MeterRegistry meters, Clock clock) {
    return new Outbox(store, meters, clock);
  }

  @Bean
  Sender messageSender(
      FhirStore store,
      SendLog log,
      Envelope envelope,
      Outbox outbox,
      ObjectProvider<Channel> channels,
      OutreachProperties policy,
      Clock clock) {
    return new Sender(
        store, log, envelope, outbox, channels.orderedStream().toList(), policy, clock);
  }

  @Bean
  ReminderRun reminderRun(FhirStore store, Reminders reminders, Sender sender, Clock clock) {
    return new ReminderRun(store, reminders, sender, clock);
  }
}
