package dev.mortar.hl7.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.Await;
import dev.mortar.hl7.InboxId;
import dev.mortar.hl7.Messages;
import dev.mortar.hl7.inbox.Arrival.Origin;
import dev.mortar.hl7.inbox.Arrival.Promise;
import dev.mortar.hl7.inbox.Arrival.Purpose;
import dev.mortar.mapping.Heading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GroupCommitTest {
  private static final Heading HEADING = new Heading("M", "ORU", "", "", "", "", "", "", "");

  private final HeldTable table = new HeldTable();
  private final GroupCommit commit =
      new GroupCommit(
          table,
          new Binder(new MapConfigurationPropertySource())
              .bindOrCreate("none", InboxProperties.class),
          new InboxMetrics(new SimpleMeterRegistry()));

  GroupCommitTest() {
    commit.start(rows -> {});
  }

  @AfterEach
  void stop() {
    commit.stop(Duration.ofSeconds(10));
  }

  @Test
  void eachOfManySendersIsAnsweredForItsOwnMessageOnce() throws Exception {
    int senders = 8;
    int each = 100;
    try (var threads = Executors.newFixedThreadPool(senders)) {
      List<Future<Integer>> running =
          IntStream.range(0, senders)
              .mapToObj(sender -> threads.submit(() -> send(sender * each, each)))
              .toList();
      for (Future<Integer> sender : running) {
        assertThat(sender.get()).isEqualTo(each);
      }
    }
    assertThat(table.groups.stream().flatMap(List::stream))
        .hasSize(senders * each)
        .doesNotHaveDuplicates();
    assertThat(table.groups).as("some written together").anyMatch(group -> group.size() > 1);
  }

  @Test
  void whoIsAloneAgainIsAnsweredThoughOthersAreExpected() throws Exception {
    table.open = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> first =
          IntStream.range(0, 8).mapToObj(n -> threads.submit(() -> send(n, 1))).toList();
      Await.until("the first is in work", () -> table.writing);
      table.open.countDown();
      for (Future<Integer> sender : first) {
        assertThat(sender.get()).isEqualTo(1);
      }
    }

    assertThat(send(100, 20)).isEqualTo(20);
  }

  /** Sends one after the other and counts those that were accepted as what they are. */
  private int send(int from, int count) {
    int accepted = 0;
    for (int number = from; number < from + count; number++) {
      if (commit.store(arrival(number)).equals(new Receipt.Accepted(new InboxId(number)))) {
        accepted++;
      }
    }
    return accepted;
  }

  private static Arrival arrival(int number) {
    byte[] raw = Messages.bytes(Integer.toString(number));
    return new Arrival(
        new Origin("127.0.0.1:1", "default", Instant.EPOCH),
        raw,
        raw.length,
        HEADING,
        new Promise("AA", raw),
        new Purpose.Apply(List.of("line")));
  }

  /** A table that writes nothing until it is let go. */
  private static final class HeldTable implements Arrivals {
    private final List<List<String>> groups = new ArrayList<>();
    private volatile CountDownLatch open = new CountDownLatch(0);
    private volatile boolean writing;

    @Override
    public InboxRow row(Arrival arrival) {
      String number = new String(arrival.raw(), StandardCharsets.UTF_8);
      return new InboxRow(number, arrival, List.of());
    }

    @Override
    public List<Receipt> store(List<InboxRow> rows) {
      writing = true;
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      groups.add(rows.stream().map(InboxRow::fingerprint).toList());
      return rows.stream()
          .<Receipt>map(row -> new Receipt.Accepted(new InboxId(Long.parseLong(row.fingerprint()))))
          .toList();
    }
  }
}
