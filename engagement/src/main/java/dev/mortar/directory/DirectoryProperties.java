package dev.mortar.directory;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param zone the time zone of places and people that name none
 */
@ConfigurationProperties(prefix = "mortar.directory", ignoreUnknownFields = false)
record DirectoryProperties(@DefaultValue("UTC") ZoneId zone) {}
