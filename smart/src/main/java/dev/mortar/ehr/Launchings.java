package dev.mortar.ehr;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps begun sign-ins by their state, on the server: browsers inside an EHR's window often keep no
 * cookies.
 */
public interface Launchings {
  /** How long a person may take to sign in at the EHR. */
  Duration LONGEST = Duration.ofMinutes(10);

  void keep(String state, Launching launching);

  /** Gives it to one caller, once. */
  Optional<Launching> take(String state);

  /** For one node, and until it stops. */
  static Launchings inMemory(Clock clock) {
    return new InMemory(clock);
  }

  /** Old ones go when there are too many, so that nobody can fill our memory. */
  final class InMemory implements Launchings {
    private static final int MOST = 10_000;

    private final Map<String, Launching> waiting = new ConcurrentHashMap<>();
    private final Clock clock;

    private InMemory(Clock clock) {
      this.clock = clock;
    }

    @Override
    public void keep(String state, Launching launching) {
      if (waiting.size() >= MOST) {
        waiting.values().removeIf(this::tooOld);
      }
      if (waiting.size() < MOST) {
        waiting.put(state, launching);
      }
    }

    @Override
    public Optional<Launching> take(String state) {
      return Optional.ofNullable(waiting.remove(state)).filter(one -> !tooOld(one));
    }

    private boolean tooOld(Launching one) {
      return one.begun().plus(LONGEST).isBefore(clock.instant());
    }
  }
}
