package dev.mortar.authorization;

import dev.mortar.access.Caller;
import dev.mortar.access.Role;
import java.time.Clock;
import java.time.Duration;

/** Counts requests of addresses, people and clients; each waits for itself alone. */
public final class Rates {
  private final Buckets addresses;
  private final Buckets people;
  private final Buckets clients;
  private final Buckets refusals;
  private final Buckets signIns;
  private final Buckets tokens;

  Rates(LimitProperties limits, Clock clock) {
    this.addresses = new Buckets(limits.address(), clock);
    this.people = new Buckets(limits.person(), clock);
    this.clients = new Buckets(limits.client(), clock);
    this.refusals = new Buckets(limits.refusals(), clock);
    this.signIns = new Buckets(limits.signIns(), clock);
    this.tokens = new Buckets(limits.tokens(), clock);
  }

  /** How long the address must wait; zero if its request may go on. */
  public Duration ofAddress(String address) {
    return addresses.take(address);
  }

  /** How long a caller whose token was verified must wait; zero if the request may go on. */
  public Duration of(Caller caller) {
    boolean program = caller.role().kind() == Role.Kind.SYSTEM;
    Duration own = program ? Duration.ZERO : people.take(caller.name());
    // Everybody shares our own pages, so they are nobody's limit.
    boolean shared = caller.client().equals(Tokens.OWN_PAGES);
    Duration app = shared ? Duration.ZERO : clients.take(caller.client());
    return own.compareTo(app) > 0 ? own : app;
  }

  /** How many requests of the caller are answered at once now. */
  public long left(Caller caller) {
    return caller.client().equals(Tokens.OWN_PAGES)
        ? people.left(caller.name())
        : clients.left(caller.client());
  }

  /** How long an address must wait that shows no good token, so that it fills no disk of ours. */
  public Duration ofRefusal(String address) {
    return refusals.take(address);
  }

  /** Names are typed by anybody, so the address counts along: nobody locks out a colleague. */
  Duration ofSignIn(String name, String address) {
    return signIns.take(name + " " + address);
  }

  Duration ofToken(String client, String address) {
    return tokens.take(client + " " + address);
  }
}
