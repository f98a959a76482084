package dev.mortar.hl7.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.Await;
import dev.mortar.hl7.Messages;
import dev.mortar.hl7.Sender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What peers may send to a listener whose heap is smaller than what they send: it must go on taking
 * messages. A process that runs out of memory ends at once, and so fails the test.
 */
class BoundedHeapIT {
  private static final String HEADER = "MSH|^~\\&|LAB|HOSP|||1||ORU^R01^ORU_R01|%s|P|2.5.1\r";
  private static final byte[] BLOCK = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;
  private Process process;
  private int port;

  @BeforeEach
  void start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    process =
        new ProcessBuilder(
                java,
                "-Xmx128m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SmallStation.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    port = Integer.parseInt(out.readLine());
  }

  @AfterEach
  void stop() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Test
  void longFramesWithoutEndShareTheMemoryThatIsForThem() throws IOException {
    List<Sender> peers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        Sender peer = new Sender(port);
        peers.add(peer);
        threads.submit(() -> fill(peer, 3 * 1024 * 1024));
      }
    }
    assertTaken("after 300 MB");
    for (Sender peer : peers) {
      peer.close();
    }
  }

  @Test
  void framesThatNeverEndAndJunkAreCutOff() throws IOException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        boolean frame = i % 2 == 0;
        Sender peer = new Sender(port);
        threads.submit(() -> fill(peer, frame ? 20 * 1024 * 1024 : -20 * 1024 * 1024));
      }
    }
    assertTaken("after endless frames");
  }

  @Test
  void manyConnectionsThatSayNothingOrHalfAMessageCostLittle() throws IOException {
    List<Sender> idle = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      idle.add(new Sender(port));
    }
    assertTaken("beside 300 connections");
    for (int i = 0; i < 300; i++) {
      idle.get(i).write("\u000b" + HEADER.formatted("H" + i) + "PID|1||");
      idle.get(i).close();
    }
    assertTaken("after 300 broken frames");
  }

  @Test
  void aMessageOfNothingButSeparatorsIsKeptAndNotTakenApart() throws IOException {
    List<String> parts = List.of("OBX|1|NM|a||x\r", "PID|1||1~1\r", "~", "^", "\\E\\");
    for (String part : parts) {
      String body = part.repeat(3_500_000 / part.length());
      String id = "S" + parts.indexOf(part);
      String message = HEADER.formatted(id) + "PID|1||P1^^^HOSP^MR\rOBX|1|ST|A||" + body;
      try (Sender sender = new Sender(port)) {
        sender.timeout(60_000);
        assertThat(Sender.code(sender.ask(message))).as(id).isEqualTo("AA");
      }
      assertTaken("after " + id);
    }
  }

  @Test
  void aBatchOfTinyMessagesIsAnswered() throws IOException {
    StringBuilder batch = new StringBuilder("BHS|^~\\&|LAB|HOSP\r");
    for (int i = 0; i < 2_000; i++) {
      batch.append(HEADER.formatted("B" + i)).append("PID|1||P1\r");
    }
    try (Sender sender = new Sender(port)) {
      sender.timeout(120_000);
      assertThat(sender.ask(batch.append("BTS|2000\r").toString())).contains("BTS|2000");
    }
    assertTaken("after a batch");
  }

  private static void fill(Sender peer, int size) {
    try {
      if (size > 0) {
        peer.write("\u000b" + HEADER.formatted("F"));
      }
      for (int sent = 0; sent < Math.abs(size); sent += BLOCK.length) {
        peer.write(BLOCK);
      }
    } catch (IOException e) {
      // The listener has closed the connection, which is what it should do.
      assertThat(e).isNotNull();
    }
  }

  /** Memory may be scarce for a moment, and then the answer is to come again. */
  private void assertTaken(String when) {
    Await.until(
        "a message is taken " + when,
        Duration.ofSeconds(60),
        () -> {
          assertThat(process.isAlive()).as(when).isTrue();
          try (Sender sender = new Sender(port)) {
            String message = Messages.result("OK " + when, "P1");
            return Sender.code(sender.ask(message)).equals("AA");
          } catch (IOException e) {
            return false;
          }
        });
  }
}
