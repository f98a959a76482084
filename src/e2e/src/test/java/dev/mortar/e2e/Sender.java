package dev.mortar.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends its messages in order over one connection; what was not acknowledged is sent again. */
final class Sender implements Runnable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Program program;
  private final List<String> messages;
  private final AtomicInteger acknowledged;
  private final long deadline;

  Sender(Program program, List<String> messages, AtomicInteger acknowledged, Duration limit) {
    this.program = program;
    this.messages = messages;
    this.acknowledged = acknowledged;
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  @Override
  public void run() {
    int next = 0;
    while (next < messages.size()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not acknowledged in time: " + new Hl7Text(messages.get(next)).controlId());
      }
      try (var connection = program.connect()) {
        while (next < messages.size() && accepted(connection.send(messages.get(next)), next)) {
          next++;
          acknowledged.incrementAndGet();
        }
      } catch (IOException killed) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private boolean accepted(String ack, int index) {
    var answer = new Hl7Text(ack);
    String code = answer.field("MSA", 1);
    if (code.equals("AR")) {
      throw new AssertionError("refused: " + ack);
    }
    String expected = new Hl7Text(messages.get(index)).controlId();
    if (!answer.field("MSA", 2).equals(expected)) {
      throw new AssertionError("the answer to " + expected + " names " + answer.field("MSA", 2));
    }
    return code.equals("AA");
  }
}
