package dev.mortar.security;

import dev.mortar.access.Caller;
import java.util.Optional;

/**
 * Somebody asked for something on a WebSocket, once it was open.
 *
 * @param address of the network
 * @param subscription id, if one was asked for; whether there is such a one or not
 * @param what was asked for, in words of ours
 * @param done false if it was refused, which ended the connection
 */
public record SocketUse(
    Caller caller, String address, Optional<String> subscription, String what, boolean done) {
  static SocketUse bind(Handshake by, Caller caller, String subscription, boolean done) {
    return new SocketUse(
        caller, by.address(), Optional.of(subscription), "bind Subscription/" + subscription, done);
  }

  /** What was sent is not repeated, as it may be anything. */
  static SocketUse refused(Handshake by, String what) {
    return new SocketUse(by.caller(), by.address(), Optional.empty(), what, false);
  }
}
