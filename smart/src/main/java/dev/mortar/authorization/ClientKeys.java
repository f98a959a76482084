package dev.mortar.authorization;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The public keys of clients, from their registration or from their own address. An address is
 * asked again when its answer is too old, and once when a key is not in it.
 */
final class ClientKeys {
  /** Keeps a stranger with invented key ids from making us fetch all the time. */
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(5);

  private final JwksSource source;
  private final Clock clock;
  private final Map<String, Fetched> fetched = new ConcurrentHashMap<>();

  ClientKeys(JwksSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** All keys of the client with that id; there should be one. */
  List<JWK> find(ClientRegistration client, String kid) throws IOException {
    if (!client.jwks().isEmpty()) {
      return withId(parse(client.jwks()), kid);
    }
    return find(client.jwksUri(), kid);
  }

  /** All keys at the address with that id; there should be one. */
  List<JWK> find(String address, String kid) throws IOException {
    Instant now = clock.instant();
    Fetched known = fetched.get(address);
    if (known == null || !now.isBefore(known.until())) {
      known = fetch(address, now);
    }
    List<JWK> keys = withId(known.keys(), kid);
    if (keys.isEmpty() && known.at().plus(BETWEEN_FETCHES).isBefore(now)) {
      keys = withId(fetch(address, now).keys(), kid);
    }
    return keys;
  }

  private Fetched fetch(String address, Instant now) throws IOException {
    JwksSource.Answer answer = source.fetch(URI.create(address));
    Fetched fresh = new Fetched(parse(answer.json()), now, now.plus(answer.fresh()));
    fetched.put(address, fresh);
    return fresh;
  }

  private static List<JWK> withId(JWKSet set, String kid) {
    return set.getKeys().stream().filter(key -> kid.equals(key.getKeyID())).toList();
  }

  private static JWKSet parse(String json) throws IOException {
    try {
      return JWKSet.parse(json);
    } catch (ParseException e) {
      throw new IOException("The key set cannot be read.", e);
    }
  }

  private record Fetched(JWKSet keys, Instant at, Instant until) {}
}
