package dev.mortar.hl7.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed at random moments while messages go out. {@code -Dmortar.crash.kills=100}
 * makes it longer.
 */
class OutboundCrashIT {
  private static final int KILLS = Integer.getInteger("mortar.crash.kills", 2);

  @TempDir private Path folder;
  private final AtomicInteger committed = new AtomicInteger(-1);

  @Test
  void whatWasCommittedIsSaidInOrderWhateverIsKilled() throws Exception {
    var random = new Random(7);
    try (Receiver receiver = new Receiver(0)) {
      // The number of a message stands behind its control id, which alone is answered with.
      receiver.answers(id -> "AA " + id.substring(0, id.indexOf('-')));
      for (int kill = 0; kill <= KILLS; kill++) {
        Process process = start(receiver.port());
        int more = receiver.heard().size() + 20 + random.nextInt(100);
        Await.until(
            "messages go out",
            Duration.ofSeconds(60),
            () -> receiver.heard().size() > more || !process.isAlive());
        assertThat(process.isAlive()).as("the process still runs").isTrue();
        if (kill == KILLS) {
          Set<Integer> promised = new HashSet<>();
          IntStream.rangeClosed(0, committed.get()).forEach(promised::add);
          Await.until(
              "all are said",
              Duration.ofSeconds(60),
              () -> new HashSet<>(numbers(receiver)).containsAll(promised));
        }
        process.destroyForcibly().waitFor();
      }
      assertThat(outOfOrder(numbers(receiver))).isEmpty();
    }
  }

  private Process start(int port) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(OutboundCrashStation.class.getName());
    command.addAll(
        List.of(folder.toString(), String.valueOf(port), String.valueOf(committed.get() + 1)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Thread.ofVirtual().start(() -> listen(process));
    return process;
  }

  private void listen(Process process) {
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null) {
        committed.set(Integer.parseInt(line));
        line = out.readLine();
      }
    } catch (IOException | NumberFormatException e) {
      // The kill cut the line: the number was not said, so nothing was promised.
      return;
    }
  }

  private static List<Integer> numbers(Receiver receiver) {
    return receiver.heard().stream()
        .map(id -> Integer.parseInt(id.substring(id.indexOf('-') + 1)))
        .toList();
  }

  /** A message may be said again after a kill, but none after a later one of the same patient. */
  private static List<String> outOfOrder(List<Integer> numbers) {
    Map<Integer, Integer> last = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    for (int number : numbers) {
      int before = last.getOrDefault(number % 4, -1);
      if (number < before) {
        wrong.add(number + " after " + before);
      }
      last.put(number % 4, number);
    }
    return wrong;
  }
}
