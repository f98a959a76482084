package dev.mortar.authorization;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests a minute are answered. As many may come at once; then they come back evenly.
 *
 * @param address of one network address, whoever asks there
 * @param person of one person, in all apps together
 * @param client of one registered app or program
 * @param signIns tries to sign in as one person from one address
 * @param refusals of one network address that shows no good token; each costs a line of the trail
 * @param tokens requests for tokens of one client from one address
 */
@ConfigurationProperties(prefix = "mortar.limits", ignoreUnknownFields = false)
record LimitProperties(
    @DefaultValue("120000") int address,
    @DefaultValue("12000") int person,
    @DefaultValue("60000") int client,
    @DefaultValue("3000") int refusals,
    @DefaultValue("30") int signIns,
    @DefaultValue("120") int tokens) {

  LimitProperties {
    if (Math.min(Math.min(address, person), client) < 1
        || Math.min(Math.min(refusals, signIns), tokens) < 1) {
      throw new IllegalArgumentException("Each of mortar.limits must be at least 1.");
    }
  }
}
