package dev.mortar.hl7.mllp;

import static dev.mortar.hl7.Messages.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.Await;
import dev.mortar.hl7.Databases;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.Sender;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StopTest {
  @Test
  void aStopLetsTheFrameInWorkEndAndClosesTheIdle() throws IOException, InterruptedException {
    try (var source = Databases.memory()) {
      RecordingSink sink = new RecordingSink();
      Station station = new Station(source, sink);
      try (Sender idle = station.sender();
          Sender busy = station.sender()) {
        String message = result("M1", "P1");
        assertThat(Sender.code(idle.ask(result("M0", "P0")))).isEqualTo("AA");
        busy.write("\u000b" + message.substring(0, 100));
        Await.until("two", () -> station.gauge("mortar.hl7.mllp.connections") == 2);
        Thread stopping = Thread.ofVirtual().start(station::close);
        assertThat(idle.endsSilently()).isTrue();
        busy.write(message.substring(100) + "\u001c\r");
        String ack = busy.read();
        stopping.join();
        // Had the first half not been seen yet, nothing would have been promised.
        assertThat(Sender.code(ack)).isIn("AA", "");
      }
    }
  }
}
