package dev.mortar.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Sends courses and stories over eight connections, and kills the program meanwhile.
 *
 * @param courses what is sent
 * @param stories what is sent before, each story in its order
 * @param acknowledgements the kill waits for so many of them
 * @param delay and then for so long, as the work lags behind the acknowledgements
 */
record Feed(
    List<Course> courses, List<List<String>> stories, int acknowledgements, Duration delay) {
  private static final int CONNECTIONS = 8;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  int messages() {
    return courses.size() * Course.length() + stories.stream().mapToInt(List::size).sum();
  }

  /** MSH-10 of each message. */
  List<String> controlIds() {
    return IntStream.range(0, CONNECTIONS)
        .mapToObj(this::lane)
        .flatMap(List::stream)
        .map(message -> new Hl7Text(message).controlId())
        .toList();
  }

  /** Returns when every message has been acknowledged. */
  void send(Program program) throws InterruptedException, ExecutionException {
    var acknowledged = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var senders = new ArrayList<Future<?>>();
      for (int lane = 0; lane < CONNECTIONS; lane++) {
        senders.add(threads.submit(new Sender(program, lane(lane), acknowledged, LIMIT)));
      }
      if (!Await.until(LIMIT, () -> acknowledged.get() >= acknowledgements)) {
        throw new AssertionError(acknowledged + " acknowledgements in " + LIMIT);
      }
      LockSupport.parkNanos(delay.toNanos());
      program.kill();
      program.start();
      for (Future<?> sender : senders) {
        sender.get();
      }
    }
  }

  /** The stories of one connection, then its courses, interleaved so that they alternate. */
  private List<String> lane(int lane) {
    var messages = new ArrayList<String>();
    for (int story = lane; story < stories.size(); story += CONNECTIONS) {
      messages.addAll(stories.get(story));
    }
    for (int step = 0; step < Course.length(); step++) {
      for (int number = lane; number < courses.size(); number += CONNECTIONS) {
        messages.add(courses.get(number).messages().get(step));
      }
    }
    return messages;
  }
}
