package dev.mortar.storage.subscription;

import ca.uhn.fhir.broker.api.IBrokerClient;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.subscription.channel.subscription.SubscriptionChannelFactory;
import ca.uhn.fhir.jpa.subscription.channel.subscription.SubscriptionDeliveryListenerFactory;
import ca.uhn.fhir.jpa.subscription.match.registry.SubscriptionRegistry;
import ca.uhn.fhir.jpa.topic.ISubscriptionTopicLoader;
import ca.uhn.fhir.jpa.topic.SubscriptionTopicRegistry;
import dev.mortar.due.DueWork;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Durable subscriptions in the place of HAPI's queues in memory. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SubscriptionDeliveryProperties.class, HookProperties.class})
class SubscriptionConfiguration {
  @Bean
  SubscriptionChannelFactory directMatching(IBrokerClient broker) {
    return new DirectMatching(broker);
  }

  @Bean
  HookTargets hookTargets(HookProperties properties) {
    return new HookTargets(properties.inner());
  }

  @Bean
  TopicWatch topicWatch(ISubscriptionTopicLoader loader) {
    return new TopicWatch(loader);
  }

  @Bean
  WhoCares whoCares(SubscriptionRegistry subscriptions, SubscriptionTopicRegistry topics) {
    return new WhoCares(subscriptions, topics);
  }

  @Bean
  DurableDelivery durableDelivery(
      FhirContext context,
      JdbcClient jdbc,
      DueWork due,
      SubscriptionDeliveryListenerFactory listeners,
      HookTargets targets,
      SubscriptionDeliveryProperties properties,
      Clock clock) {
    Carrier carrier = new Carrier(listeners, targets);
    return new DurableDelivery(context, new DeliveryTable(jdbc), due, carrier, properties, clock);
  }
}
