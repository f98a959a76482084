package dev.mortar.storage.subscription;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param retryFor a delivery that fails for longer than this becomes a dead letter
 * @param lease how long one attempt may take before another worker may try
 */
@ConfigurationProperties(prefix = "mortar.subscription.delivery", ignoreUnknownFields = false)
record SubscriptionDeliveryProperties(
    @DefaultValue("24h") Duration retryFor, @DefaultValue("2m") Duration lease) {}
