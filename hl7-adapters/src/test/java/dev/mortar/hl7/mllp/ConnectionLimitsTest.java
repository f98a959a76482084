package dev.mortar.hl7.mllp;

import static dev.mortar.hl7.Messages.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.Await;
import dev.mortar.hl7.Databases;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.Sender;
import dev.mortar.hl7.mllp.ConnectionLimits.Admission;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ConnectionLimits limits = new ConnectionLimits(100, 100, 5, nanos::get);

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private int taken(InetAddress peer, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      if (limits.enter(peer) == Admission.TAKEN) {
        taken++;
        limits.leave(peer);
      }
    }
    return taken;
  }

  @Test
  void whoComesTooOftenWaitsAndHindersNobodyElse() {
    assertThat(taken(address(1), 50)).isEqualTo(5);
    assertThat(taken(address(2), 5)).isEqualTo(5);
    nanos.addAndGet(400_000_000L);
    assertThat(taken(address(1), 50)).isEqualTo(2);
    nanos.addAndGet(10_000_000_000L);
    assertThat(taken(address(1), 50)).isEqualTo(5);
  }

  @Test
  void aStormOfConnectionsIsTurnedAwayAndTheNextMessageIsTaken() throws IOException {
    try (var source = Databases.memory();
        Station station =
            new Station(source, new RecordingSink(), "mortar.hl7.mllp.max-accepts-per-second=20")) {
      for (int i = 0; i < 500; i++) {
        new Sender(station.port()).close();
      }
      Await.until("turned away", () -> station.count("mortar.hl7.mllp.too.often") > 100);
      Await.until("taken again", () -> isTaken(station));
    }
  }

  private static boolean isTaken(Station station) {
    try (Sender sender = station.sender()) {
      return Sender.code(sender.ask(result("M1", "P1"))).equals("AA");
    } catch (IOException e) {
      return false;
    }
  }
}
