package dev.mortar.federation;

import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.Credentialing;
import dev.mortar.authorization.People;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.authorization.SmartSchema;
import dev.mortar.ehr.Launchings;
import dev.mortar.ehr.PublishedKeys;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Sign-in by identity providers; without one in the settings nobody is ever asked. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FederationProperties.class)
class FederationConfiguration {
  @Bean
  FederatedPeople federatedPeople(SmartSchema schema, Clock clock) {
    return new FederatedPeople(schema.jdbc(), clock);
  }

  @Bean
  @Lazy
  OpenIdClient openIdClient(
      Launchings begun, PublishedKeys keys, ServerAddress server, Clock clock) {
    return new OpenIdClient(begun, keys, id -> server.of(FederatedSignIns.callback(id)), clock);
  }

  @Bean
  Doorkeeper doorkeeper(
      FederatedPeople links,
      Accounts accounts,
      People people,
      NewPeople newPeople,
      Credentialing credentialing) {
    return new Doorkeeper(links, accounts, people, newPeople, credentialing);
  }

  @Bean
  FederatedSignIns federatedSignIns(
      FederationProperties settings,
      ObjectProvider<OpenIdClient> client,
      Doorkeeper doorkeeper,
      ServerAddress server) {
    return new FederatedSignIns(settings, client::getObject, doorkeeper, server);
  }
}
