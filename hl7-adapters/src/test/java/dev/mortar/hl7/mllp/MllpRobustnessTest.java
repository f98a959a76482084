package dev.mortar.hl7.mllp;

import static dev.mortar.hl7.Messages.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Await;
import dev.mortar.hl7.Databases;
import dev.mortar.hl7.InboundMessages.Inbound;
import dev.mortar.hl7.InboundMessages.State;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.Sender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What peers are known to do to a listener, over real sockets. */
class MllpRobustnessTest {
  private final HikariDataSource source = Databases.memory();
  private final RecordingSink sink = new RecordingSink();
  private Station station = new Station(source, sink, "mortar.hl7.mllp.in-frame-timeout=3s");

  @AfterEach
  void stop() {
    station.close();
    source.close();
  }

  private void restart(String... properties) {
    station.close();
    station = new Station(source, sink, properties);
  }

  private Inbound only() {
    Await.until("a stored message", () -> !station.newest().isEmpty());
    assertThat(station.newest()).hasSize(1);
    return station.newest().getFirst();
  }

  @Test
  void utf8NamesAreStoredByteForByte() throws IOException {
    String message = result("M1", "P1").replace("Ruiz", "Müller-Ångström 李");
    try (Sender sender = station.sender()) {
      String ack = sender.ask(message);
      assertThat(Sender.code(ack)).isEqualTo("AA");
      assertThat(Sender.controlId(ack)).isEqualTo("M1");
    }
    byte[] raw = station.messages().raw(only().id()).orElseThrow();
    assertThat(new String(raw, StandardCharsets.UTF_8)).isEqualTo(message);
  }

  @Test
  void aSenderMayPauseWithinAFrame() throws IOException {
    String message = result("M1", "P1");
    try (Sender sender = station.sender()) {
      sender.write("\u000b" + message.substring(0, 80));
      long end = System.nanoTime() + 1_200_000_000L;
      Await.until("1.2 s have passed", () -> System.nanoTime() > end);
      sender.write(message.substring(80) + "\u001c\r");
      assertThat(Sender.code(sender.read())).isEqualTo("AA");
    }
  }

  @Test
  void aFrameThatStopsForGoodIsGivenUpAndKept() throws IOException {
    restart("mortar.hl7.mllp.in-frame-timeout=200ms");
    try (Sender sender = station.sender()) {
      sender.write("\u000b" + result("M1", "P1").substring(0, 100));
      String ack = sender.read();
      assertThat(Sender.code(ack)).isEqualTo("AE");
      assertThat(Sender.controlId(ack)).isEqualTo("M1");
      assertThat(sender.endsSilently()).isTrue();
    }
    assertThat(only().state()).isEqualTo(State.QUARANTINED);
    assertThat(only().size()).isEqualTo(100);
    assertThat(station.count("mortar.hl7.mllp.broken.frames", "why", "silent")).isEqualTo(1);
  }

  @Test
  void aFrameThatDripsIsCutOff() throws IOException {
    restart("mortar.hl7.mllp.in-frame-timeout=300ms", "mortar.hl7.mllp.min-rate=1KB");
    try (Sender sender = station.sender()) {
      sender.write("\u000bMSH|^~\\&|");
      CountDownLatch cut = new CountDownLatch(1);
      Thread drip = Thread.ofVirtual().start(() -> drip(sender, cut));
      assertThat(Sender.code(sender.read())).isEqualTo("AE");
      cut.countDown();
      drip.interrupt();
    }
    assertThat(station.count("mortar.hl7.mllp.broken.frames", "why", "slow")).isEqualTo(1);
  }

  private static void drip(Sender sender, CountDownLatch cut) {
    try {
      while (!cut.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        sender.write("x");
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void threeHundredIdleConnectionsHinderNobody() throws IOException {
    restart("mortar.hl7.mllp.max-connections-per-peer=400");
    List<Sender> idle = new ArrayList<>();
    try (Sender working = station.sender()) {
      for (int i = 0; i < 300; i++) {
        idle.add(station.sender());
      }
      Await.until("all are connected", () -> station.gauge("mortar.hl7.mllp.connections") == 301);
      assertThat(Sender.code(working.ask(result("M1", "P1")))).isEqualTo("AA");
    } finally {
      for (Sender sender : idle) {
        sender.close();
      }
    }
  }

  @Test
  void oneAddressCannotTakeAllConnections() throws IOException {
    restart("mortar.hl7.mllp.max-connections-per-peer=2");
    try (Sender one = station.sender();
        Sender two = station.sender()) {
      assertThat(Sender.code(one.ask(result("M1", "P1")))).isEqualTo("AA");
      assertThat(Sender.code(two.ask(result("M2", "P1")))).isEqualTo("AA");
      try (Sender three = station.sender()) {
        assertThat(three.endsSilently()).isTrue();
      }
    }
    assertThat(station.count("mortar.hl7.mllp.turned.away")).isEqualTo(1);
  }

  @Test
  void junkBetweenFramesIsSkippedAndCounted() throws IOException {
    try (Sender sender = station.sender()) {
      sender.write("noise\r\n");
      assertThat(Sender.code(sender.ask(result("M1", "P1")))).isEqualTo("AA");
      sender.write("\n\r more");
      assertThat(Sender.code(sender.ask(result("M2", "P1")))).isEqualTo("AA");
    }
    assertThat(station.count("mortar.hl7.mllp.junk.bytes")).isEqualTo(10);
  }

  @Test
  void lineFeedsMayEndSegments() throws IOException {
    try (Sender sender = station.sender()) {
      assertThat(Sender.code(sender.ask(result("M1", "P1").replace("\r", "\r\n")))).isEqualTo("AA");
      assertThat(Sender.controlId(sender.ask(result("M2", "P1").replace('\r', '\n'))))
          .isEqualTo("M2");
    }
  }

  @Test
  void anEndOfBlockWithoutItsReturnEndsTheFrame() throws IOException {
    try (Sender sender = station.sender()) {
      sender.write("\u000b" + result("M1", "P1") + "\u001c");
      assertThat(Sender.controlId(sender.read())).isEqualTo("M1");
      sender.write("\u000b" + result("M2", "P1") + "\u001c\u000b" + result("M3", "P1") + "\u001c");
      assertThat(Sender.controlId(sender.read())).isEqualTo("M2");
      assertThat(Sender.controlId(sender.read())).isEqualTo("M3");
    }
  }

  @Test
  void garbageInAFrameIsRefusedAndKept() throws IOException {
    try (Sender sender = station.sender()) {
      String ack = sender.ask("GET / HTTP/1.1");
      assertThat(Sender.code(ack)).isEqualTo("AR");
      assertThat(Sender.controlId(ack)).isEmpty();
      assertThat(ack).contains("ERR|||100^Segment sequence error^HL70357|E");
      assertThat(Sender.code(sender.ask(result("M1", "P1")))).isEqualTo("AA");
    }
    Inbound garbage = station.newest().getLast();
    assertThat(garbage.state()).isEqualTo(State.QUARANTINED);
    assertThat(station.messages().replay(garbage.id())).isFalse();
  }

  @Test
  void dataWithoutAnyFrameIsAnswered() throws IOException {
    restart("mortar.hl7.mllp.in-frame-timeout=200ms");
    try (Sender sender = station.sender()) {
      sender.write(result("M1", "P1"));
      assertThat(Sender.code(sender.read())).isEqualTo("AR");
      assertThat(sender.endsSilently()).isTrue();
    }
    assertThat(only().state()).isEqualTo(State.QUARANTINED);
  }

  @Test
  void versionsThatDoNotExistAreTaken() throws IOException {
    try (Sender sender = station.sender()) {
      String ack = sender.ask(result("M1", "P1").replace("2.5.1", "9.9"));
      assertThat(Sender.code(ack)).isEqualTo("AA");
      assertThat(ack.lines().findFirst().orElse("").split("\r")[0]).endsWith("|P|9.9");
    }
  }

  @Test
  void anEmptyControlIdIsRefusedWithItsPlace() throws IOException {
    try (Sender sender = station.sender()) {
      String ack = sender.ask(result("", "P1"));
      assertThat(Sender.code(ack)).isEqualTo("AR");
      assertThat(ack).contains("ERR||MSH^1^10|101^Required field missing^HL70357|E");
      assertThat(ack).doesNotContain("Exception");
    }
    assertThat(only().state()).isEqualTo(State.QUARANTINED);
  }

  @Test
  void sixPipelinedMessagesAreAnsweredInTheirOrderThoughTheFirstIsSlow() throws IOException {
    CountDownLatch release = new CountDownLatch(1);
    sink.before(
        mapped -> {
          if (mapped.heading().controlId().equals("M1")) {
            awaitQuietly(release);
          }
        });
    try (Sender sender = station.sender()) {
      StringBuilder all = new StringBuilder();
      for (int i = 1; i <= 6; i++) {
        all.append('\u000b').append(result("M" + i, "P1")).append("\u001c\r");
      }
      sender.write(all.toString());
      for (int i = 1; i <= 6; i++) {
        assertThat(Sender.controlId(sender.read())).isEqualTo("M" + i);
      }
    }
    assertThat(sink.applied()).isEmpty();
    release.countDown();
    Await.until("all applied", () -> sink.applied().size() == 6);
    assertThat(sink.applied("P1^^^HOSP^MR")).containsExactly("M1", "M2", "M3", "M4", "M5", "M6");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aRepeatGetsTheSameAcknowledgementAndHasNoSecondEffect() throws IOException {
    String first;
    try (Sender sender = station.sender()) {
      first = sender.ask(result("M1", "P1"));
      assertThat(sender.ask(result("M1", "P1"))).isEqualTo(first);
    }
    // The acknowledgement was lost, the sender came back on another connection.
    try (Sender sender = station.sender()) {
      assertThat(sender.ask(result("M1", "P1"))).isEqualTo(first);
    }
    Await.until("applied", () -> sink.calls() == 1);
    Await.until("done", () -> only().state() == State.DONE);
    assertThat(sink.applied()).containsExactly("M1");
    assertThat(new String(only().ack(), StandardCharsets.UTF_8)).isEqualTo(first);
  }

  @Test
  void aReusedControlIdWithOtherBytesIsProcessedAndNoted() throws IOException {
    try (Sender sender = station.sender()) {
      sender.ask(result("M1", "P1", "6.8"));
      assertThat(Sender.code(sender.ask(result("M1", "P1", "4.1")))).isEqualTo("AA");
    }
    Await.until("both applied", () -> sink.applied().size() == 2);
    assertThat(station.newest()).extracting(Inbound::reusedControlId).containsExactly(true, false);
  }

  @Test
  void aFrameThatEndsWithItsConnectionIsKeptWithItsSize() throws IOException {
    try (Sender sender = station.sender()) {
      sender.write("\u000b" + result("M1", "P1").substring(0, 120));
    }
    assertThat(only().state()).isEqualTo(State.QUARANTINED);
    assertThat(only().size()).isEqualTo(120);
    assertThat(only().ackCode()).isEmpty();
    assertThat(sink.calls()).isZero();
  }

  @Test
  void aSenderThatBeginsAnewWithinAFrameLosesOnlyTheFirstHalf() throws IOException {
    try (Sender sender = station.sender()) {
      sender.write("\u000b" + result("M1", "P1").substring(0, 120));
      assertThat(Sender.controlId(sender.ask(result("M2", "P1")))).isEqualTo("M2");
    }
    assertThat(station.newest()).extracting(Inbound::state).contains(State.QUARANTINED).hasSize(2);
  }

  @Test
  void aVerticalTabInFreeTextIsText() throws IOException {
    try (Sender sender = station.sender()) {
      String message = result("M1", "P1").replace("Potassium", "Potas\u000bsium");
      assertThat(Sender.code(sender.ask(message))).isEqualTo("AA");
      assertThat(only().size()).isEqualTo(message.length());
    }
  }

  @Test
  void aFrameWithoutEndIsRefusedBeforeItFillsTheMemory() throws IOException {
    restart("mortar.hl7.mllp.max-message=1MB");
    try (Sender sender = station.sender()) {
      Thread flood = Thread.ofVirtual().start(() -> flood(sender));
      assertThat(Sender.code(sender.read())).isEqualTo("AR");
      flood.interrupt();
    }
    assertThat(only().state()).isEqualTo(State.QUARANTINED);
    assertThat(station.messages().raw(only().id()).orElseThrow()).hasSize(64 * 1024);
    assertThat(station.count("mortar.hl7.mllp.broken.frames", "why", "oversize")).isEqualTo(1);
  }

  private static void flood(Sender sender) {
    byte[] block = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
    try {
      sender.write("\u000bMSH|^~\\&|LAB|HOSP|||1||ORU^R01|M1|P|2.5.1\r");
      while (true) {
        sender.write(block);
      }
    } catch (IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void tenMegabytesAreTakenWhole() throws IOException {
    try (Sender sender = station.sender()) {
      String message = result("M1", "P1").replace("6.8", "x".repeat(10 * 1024 * 1024));
      assertThat(Sender.code(sender.ask(message))).isEqualTo("AA");
      assertThat(station.messages().raw(only().id()).orElseThrow()).hasSize(message.length());
    }
  }

  @Test
  void aBrokenDatabaseGetsAnAnswerThatAsksForAnotherTry() throws IOException {
    try (Sender sender = station.sender()) {
      assertThat(Sender.code(sender.ask(result("M1", "P1")))).isEqualTo("AA");
      source.close();
      String ack = sender.ask(result("M2", "P1"));
      assertThat(Sender.code(ack)).isEqualTo("AE");
      assertThat(Sender.controlId(ack)).isEqualTo("M2");
    }
  }

  @Test
  void aControlCharacterInTheHeaderDoesNotStopTheInbox() throws IOException {
    try (Sender sender = station.sender()) {
      assertThat(Sender.code(sender.ask(result("M\u0000 1", "P1")))).isEqualTo("AA");
      assertThat(Sender.code(sender.ask(result("M2", "P1")))).isEqualTo("AA");
    }
  }

  @Test
  void aMessageThatTheMapperCannotStandIsStoredAndFailsForAPerson() throws IOException {
    restart("mortar.hl7.inbox.retry.first=1ms", "mortar.hl7.inbox.retry.unexpected=3");
    try (Sender sender = station.sender()) {
      assertThat(Sender.code(sender.ask(result("M1", "POISON")))).isEqualTo("AA");
    }
    Await.until("given up", () -> only().state() == State.FAILED);
    assertThat(only().attempts()).isEqualTo(3);
    assertThat(only().failure()).startsWith("IllegalStateException at ");
  }
}
