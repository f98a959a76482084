package dev.mortar.storage.subscription;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param inner hosts of the own networks that hooks may go to, also without TLS
 */
@ConfigurationProperties(prefix = "mortar.subscription.hook", ignoreUnknownFields = false)
record HookProperties(@DefaultValue List<String> inner) {
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:]+]");

  HookProperties {
    inner = inner.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    for (String host : inner) {
      if (!HOST.matcher(host).matches()) {
        throw new IllegalArgumentException(
            "mortar.subscription.hook.inner holds names of hosts, without scheme and port: "
                + host);
      }
    }
  }
}
