package dev.mortar.due;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Due work in memory, done when the test says so, on the test's thread. */
public final class MemoryDueWork implements DueWork {
  private record Key(String kind, String key) {}

  private record Planned(Instant at, String payload) {}

  private final Map<Key, Planned> planned = new HashMap<>();
  private final Map<String, DueHandler> handlers = new HashMap<>();
  private final Clock clock;

  public MemoryDueWork(Clock clock) {
    this.clock = clock;
  }

  public void add(DueHandler handler) {
    handlers.put(handler.kind(), handler);
  }

  @Override
  public boolean plan(String kind, String key, Instant at, String payload) {
    return planned.putIfAbsent(new Key(kind, key), new Planned(at, payload)) == null;
  }

  @Override
  public boolean move(String kind, String key, Instant at) {
    return planned.computeIfPresent(new Key(kind, key), (k, was) -> new Planned(at, was.payload()))
        != null;
  }

  @Override
  public boolean cancel(String kind, String key) {
    return planned.remove(new Key(kind, key)) != null;
  }

  public Optional<Instant> when(String kind, String key) {
    return Optional.ofNullable(planned.get(new Key(kind, key))).map(Planned::at);
  }

  public List<Instant> times(String kind) {
    return planned.entrySet().stream()
        .filter(entry -> entry.getKey().kind().equals(kind))
        .map(entry -> entry.getValue().at())
        .sorted()
        .toList();
  }

  /** Does what is due now, and what that makes due; what throws is put off by a minute. */
  public void runDue() {
    while (true) {
      var next =
          planned.entrySet().stream()
              .filter(entry -> handlers.containsKey(entry.getKey().kind()))
              .filter(entry -> !entry.getValue().at().isAfter(clock.instant()))
              .min(Comparator.comparing(entry -> entry.getValue().at()));
      if (next.isEmpty()) {
        return;
      }
      run(next.get().getKey(), next.get().getValue());
    }
  }

  private void run(Key key, Planned work) {
    planned.remove(key);
    Optional<Instant> again;
    try {
      again = handlers.get(key.kind()).handle(key.key(), work.payload());
    } catch (RuntimeException | Error failed) {
      again = Optional.of(clock.instant().plus(Duration.ofMinutes(1)));
    }
    again.ifPresent(at -> planned.put(key, new Planned(at, work.payload())));
  }
}
