package dev.mortar.hl7.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.Await;
import dev.mortar.hl7.Messages;
import dev.mortar.hl7.Sender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed at random moments under load; its senders come back and send again what was
 * not acknowledged. {@code -Dmortar.crash.kills=100} makes it longer.
 */
class CrashIT {
  private static final int CONNECTIONS = 4;
  private static final int KILLS = Integer.getInteger("mortar.crash.kills", 3);

  @TempDir private Path folder;
  private final AtomicInteger port = new AtomicInteger();
  private final AtomicBoolean loading = new AtomicBoolean(true);
  private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();

  @Test
  void whatWasAcknowledgedIsAppliedInOrderWhateverIsKilled() throws Exception {
    var random = new Random(11);
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CONNECTIONS; i++) {
        String patient = "P" + i;
        senders.submit(() -> load(patient));
      }
      for (int kill = 0; kill < KILLS; kill++) {
        Process process = start();
        int before = acknowledged.size();
        int more = 20 + random.nextInt(200);
        Await.until("under load", () -> acknowledged.size() >= before + more);
        process.destroyForcibly().waitFor();
      }
      Process last = start();
      int before = acknowledged.size();
      Await.until("under load again", () -> acknowledged.size() > before + 20);
      loading.set(false);
      Await.until("all applied", Duration.ofSeconds(60), () -> unapplied().isEmpty());
      last.destroy();
      assertThat(last.waitFor()).isEqualTo(143);
    }
    assertThat(outOfOrder()).isEmpty();
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(CrashStation.class.getName());
    command.add(folder.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    port.set(Integer.parseInt(out.readLine()));
    return process;
  }

  /** Sends one message after the other, each until it is acknowledged. */
  private void load(String patient) {
    for (int i = 0; loading.get(); i++) {
      String id = patient + "-" + i;
      while (loading.get() && !sendUntilBroken(patient, id)) {
        Thread.onSpinWait();
      }
    }
  }

  private boolean sendUntilBroken(String patient, String id) {
    if (port.get() == 0) {
      return false;
    }
    try (Sender sender = new Sender(port.get())) {
      String ack = sender.ask(Messages.result(id, patient));
      boolean taken = Sender.code(ack).equals("AA") && Sender.controlId(ack).equals(id);
      if (taken) {
        acknowledged.add(id);
      }
      return taken;
    } catch (IOException e) {
      Await.pause();
      return false;
    }
  }

  private List<String> unapplied() {
    var applied = new LinkedHashSet<>(applied());
    return acknowledged.stream().filter(id -> !applied.contains(id)).toList();
  }

  private List<String> applied() {
    try {
      return Files.readAllLines(folder.resolve("applied.txt"));
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * This sink is no part of the database's transaction, so a kill between its line and the mark
   * makes it apply a message again; it may repeat the last one, and never go back behind it.
   */
  private List<String> outOfOrder() {
    Map<String, Integer> last = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    for (String id : applied()) {
      String patient = id.substring(0, id.indexOf('-'));
      int number = Integer.parseInt(id.substring(id.indexOf('-') + 1));
      int before = last.getOrDefault(patient, -1);
      if (number != before && number != before + 1) {
        wrong.add(id + " after " + before);
      }
      last.put(patient, number);
    }
    return wrong;
  }
}
