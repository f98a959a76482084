package dev.mortar.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The WebSockets of FHIR subscriptions.
 *
 * @param connections further ones are turned away
 * @param waiting notifications that wait for one connection; a receiver that lags further behind is
 *     disconnected, so that no peer can fill our memory
 * @param heartbeat how often a silent connection is pinged and its token looked at again
 */
@ConfigurationProperties(prefix = "mortar.subscription.socket", ignoreUnknownFields = false)
record SocketProperties(
    @DefaultValue("500") int connections,
    @DefaultValue("1000") int waiting,
    @DefaultValue("30s") Duration heartbeat) {
  SocketProperties {
    if (connections < 0 || waiting < 1 || !heartbeat.isPositive()) {
      throw new IllegalArgumentException(
          "mortar.subscription.socket: connections must not be negative, waiting and heartbeat"
              + " must be positive");
    }
  }
}
