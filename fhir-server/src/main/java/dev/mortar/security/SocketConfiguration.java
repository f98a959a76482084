package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.authorization.Tokens;
import dev.mortar.store.FhirStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/**
 * WebSockets of FHIR subscriptions, in the place of HAPI's, which anybody could bind to and which
 * told everybody of everything.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@EnableConfigurationProperties(SocketProperties.class)
class SocketConfiguration {
  @Bean
  SocketTokens socketTokens() {
    return new SocketTokens();
  }

  @Bean
  SubscriptionSockets subscriptionSockets(
      Tokens tokens,
      ReadRules rules,
      Standings standings,
      FhirStore store,
      FhirContext fhir,
      ApplicationEventPublisher events,
      SocketProperties properties) {
    return new SubscriptionSockets(
        new SocketAudience(tokens, rules, standings, store, fhir),
        properties,
        events::publishEvent);
  }

  /** Without a list of origins, pages of other servers are turned away. */
  @Bean
  WebSocketConfigurer subscriptionSocketAddress(SubscriptionSockets sockets, SocketTokens tokens) {
    return registry -> registry.addHandler(sockets, Paths.SOCKET).addInterceptors(tokens);
  }
}
