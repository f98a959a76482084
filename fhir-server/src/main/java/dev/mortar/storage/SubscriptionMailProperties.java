package dev.mortar.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server for Subscriptions of channel type {@code email}.
 *
 * @param host a loopback address by default, so that nothing leaves the machine unasked
 * @param user empty for a server that asks for none
 */
@ConfigurationProperties(prefix = "mortar.subscription.mail", ignoreUnknownFields = false)
record SubscriptionMailProperties(
    @DefaultValue("127.0.0.1") String host,
    @DefaultValue("25") int port,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("false") boolean startTls) {}
