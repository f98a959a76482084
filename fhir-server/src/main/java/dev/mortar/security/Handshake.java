package dev.mortar.security;

import dev.mortar.access.Caller;
import java.util.Map;

/**
 * How a WebSocket was opened.
 *
 * @param token that was shown, to be looked at again whenever the connection is to hear something
 * @param caller whose token it was then
 * @param address of the network
 */
record Handshake(String token, Caller caller, String address) {
  private static final String KEY = Handshake.class.getName();

  void keep(Map<String, Object> attributes) {
    attributes.put(KEY, this);
  }

  /**
   * @throws IllegalStateException if the connection was opened by another way than ours
   */
  static Handshake of(Map<String, Object> attributes) {
    if (attributes.get(KEY) instanceof Handshake kept) {
      return kept;
    }
    throw new IllegalStateException("A WebSocket without a handshake.");
  }

  /** The token stays out of logs and error messages. */
  @Override
  public String toString() {
    return "Handshake[" + caller.name() + "]";
  }
}
