package dev.mortar.storage.retention;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether records go by themselves when their time is over.
 *
 * @param scheduled every hour; else only when a manager says {@code Basic/$dispose}
 */
@ConfigurationProperties(prefix = "mortar.retention", ignoreUnknownFields = false)
record RetentionProperties(@DefaultValue("false") boolean scheduled) {}
