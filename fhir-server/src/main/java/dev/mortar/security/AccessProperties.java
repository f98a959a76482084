package dev.mortar.security;

import dev.mortar.access.Areas;
import dev.mortar.access.Rights;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param secondFactor permissions for which the whole staff needs a sign-in with a second factor,
 *     as {@code finance.write}; none by default, as the first account of a new installation has
 *     only a password
 */
@ConfigurationProperties(prefix = "mortar.access", ignoreUnknownFields = false)
record AccessProperties(@DefaultValue List<String> secondFactor) {
  AccessProperties {
    secondFactor = List.copyOf(secondFactor);
  }

  /**
   * What holds for the whole staff.
   *
   * @throws IllegalArgumentException if a permission means nothing
   */
  Rights rights(Areas areas) {
    return new Rights(Set.of(), Set.of(), areas.taken(secondFactor));
  }
}
