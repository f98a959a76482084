package dev.mortar.ehr;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads single resources of an EHR with the token that its call brought. The address is built from
 * the registration, and neither redirects nor links are followed, so the token goes nowhere else.
 */
public final class LentAccess {
  private static final Logger LOG = LoggerFactory.getLogger(LentAccess.class);

  /** Whoever opened the chart waits for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z]{1,63}");
  private static final Pattern ID = Pattern.compile("(?!\\.+$)[A-Za-z0-9.-]{1,64}");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,8000}=*");

  private final Http http;

  LentAccess() {
    this(PATIENCE);
  }

  LentAccess(Duration patience) {
    this.http = new Http(patience);
  }

  /** The resource as it came; empty if the EHR does not give it. */
  public Optional<String> read(Ehr ehr, String type, String id, String token) {
    if (!isToken(token) || !TYPE.matcher(type).matches() || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException("That cannot be read of an EHR.");
    }
    try {
      URI address = URI.create(ehr.base() + "/" + type + "/" + id);
      return Optional.of(http.text(address, "Bearer " + token));
    } catch (SmartException e) {
      LOG.warn("{} of {} cannot be read: {}", type, ehr.base().getHost(), e.kind());
      return Optional.empty();
    }
  }

  /** Whether it can stand in a header. */
  public static boolean isToken(String token) {
    return TOKEN.matcher(token).matches();
  }
}
