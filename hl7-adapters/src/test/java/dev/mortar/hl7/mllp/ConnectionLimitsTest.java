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
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
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
      Await.until("taken again", () -> isTaken(station.port()));
    }
  }

  @Test
  void aConnectionThatGetsNoThreadIsTurnedAwayAndTheNextOneIsTaken() throws IOException {
    try (var source = Databases.memory();
        Station station = new Station(source, new RecordingSink())) {
      var parts = station.part(MllpConfiguration.DeskParts.class);
      var left = new AtomicInteger(3);
      ThreadFactory threads = work -> left.getAndDecrement() > 0 ? none() : new Thread(work);
      var listener =
          new MllpListener(
              station.part(MllpProperties.class),
              Door.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
              parts.desk(),
              parts.metrics(),
              parts.clock(),
              threads);
      listener.start();
      try {
        for (int i = 0; i < 3; i++) {
          try (Sender sender = new Sender(listener.port())) {
            assertThat(sender.endsSilently()).isTrue();
          }
        }
        assertThat(isTaken(listener.port())).isTrue();
        assertThat(station.count("mortar.hl7.mllp.turned.away")).isEqualTo(3);
        Await.until("none is open", () -> station.gauge("mortar.hl7.mllp.connections") == 0);
      } finally {
        listener.stop();
      }
    }
  }

  /** As the JVM says it when the operating system has none. */
  private static Thread none() {
    return new Thread() {
      @Override
      public void start() {
        throw new OutOfMemoryError("unable to create native thread");
      }
    };
  }

  private static boolean isTaken(int port) {
    try (Sender sender = new Sender(port)) {
      return Sender.code(sender.ask(result("M1", "P1"))).equals("AA");
    } catch (IOException e) {
      return false;
    }
  }
}
