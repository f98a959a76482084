package dev.mortar.hl7;

import dev.mortar.mapping.Mapped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Notes what was applied, in order, and checks that nobody else works on the same patient. */
public final class RecordingSink implements BundleSink {
  private final Map<String, List<String>> byPatient = new ConcurrentHashMap<>();
  private final Map<String, String> atWork = new ConcurrentHashMap<>();
  private final Queue<String> applied = new ConcurrentLinkedQueue<>();
  private final Queue<String> collisions = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Consumer<Mapped> before = mapped -> {};

  @Override
  public void store(Mapped message, Runnable alongside) {
    calls.incrementAndGet();
    String id = message.heading().controlId();
    for (String patient : message.partitions()) {
      String other = atWork.putIfAbsent(patient, id);
      if (other != null) {
        collisions.add(other + " and " + id + " at once for " + patient);
      }
    }
    try {
      before.accept(message);
      applied.add(id);
      for (String patient : message.partitions()) {
        byPatient
            .computeIfAbsent(patient, key -> Collections.synchronizedList(new ArrayList<>()))
            .add(id);
      }
    } finally {
      message.partitions().forEach(patient -> atWork.remove(patient, id));
    }
    // The mark lets the next of the same patient go, perhaps on another node, before we return.
    alongside.run();
  }

  /** What happens to each message before it is applied; throw to fail. */
  public void before(Consumer<Mapped> hook) {
    before = hook;
  }

  public List<String> applied() {
    return List.copyOf(applied);
  }

  public List<String> applied(String patient) {
    return List.copyOf(byPatient.getOrDefault(patient, List.of()));
  }

  public List<String> collisions() {
    return List.copyOf(collisions);
  }

  public int calls() {
    return calls.get();
  }
}
