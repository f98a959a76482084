package dev.mortar.security;

import dev.mortar.access.Role;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who needs a licence.
 *
 * @param roles codes of the roles of the staff that need one; empty for none
 * @param earlier what becomes of accounts that are older than this rule and have no licence
 * @param notice how long before its end a manager gets a task to see to it, 1 to 365 days
 */
@ConfigurationProperties(prefix = "mortar.licences", ignoreUnknownFields = false)
record LicenceProperties(
    @DefaultValue({"senior-pharmacist", "staff-pharmacist"}) List<String> roles,
    @DefaultValue("warn") Earlier earlier,
    @DefaultValue("30d") Duration notice) {

  /** Accounts that were there before licences were asked for. */
  enum Earlier {
    /** They go on, and a manager has a task for each. */
    WARN,
    /** They are out until there is a licence. */
    REFUSE
  }

  LicenceProperties {
    roles = List.copyOf(roles);
    for (String role : roles) {
      if (Role.ofCode(role).filter(one -> one.kind() == Role.Kind.STAFF).isEmpty()) {
        throw new IllegalArgumentException(
            "mortar.licences.roles has " + role + ", which is no role of the staff.");
      }
    }
    if (notice.compareTo(Duration.ofDays(1)) < 0 || notice.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException("mortar.licences.notice must be 1 to 365 days: " + notice);
    }
  }

  boolean need(Role role) {
    return roles.contains(role.code());
  }
}
