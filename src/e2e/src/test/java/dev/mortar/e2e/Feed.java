package dev.mortar.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends courses over eight connections, and kills the program meanwhile.
 *
 * @param courses what is sent
 * @param acknowledgements the kill waits for so many of them
 * @param delay and then for so long, as the work lags behind the acknowledgements
 */
record Feed(List<Course> courses, int acknowledgements, Duration delay) {
  private static final int CONNECTIONS = 8;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  int messages() {
    return courses.size() * Course.length();
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

  /** The courses of one connection, interleaved, so that their messages alternate. */
  private List<String> lane(int lane) {
    var messages = new ArrayList<String>();
    for (int step = 0; step < Course.length(); step++) {
      for (int number = lane; number < courses.size(); number += CONNECTIONS) {
        messages.add(courses.get(number).messages().get(step));
      }
    }
    return messages;
  }
}
