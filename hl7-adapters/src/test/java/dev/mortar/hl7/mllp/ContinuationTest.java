package dev.mortar.hl7.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.Await;
import dev.mortar.hl7.Databases;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.Sender;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ContinuationTest {
  private static final String SEGMENTS = "PID|1||P1^^^HOSP^MR||Ruiz^Ana\rOBR|1\r";

  @Test
  void fragmentsOnTwoConnectionsAreAcknowledgedEachAndAppliedAsOne() throws IOException {
    var sink = new RecordingSink();
    try (var source = Databases.memory();
        Station station = new Station(source, sink);
        Sender one = station.sender();
        Sender other = station.sender()) {
      String first = one.ask(header("M1", "", "") + SEGMENTS + "DSC|p1|F\r");
      assertThat(Sender.code(first)).isEqualTo("AA");
      assertThat(Sender.controlId(first)).isEqualTo("M1");
      assertThat(sink.applied()).isEmpty();
      assertThat(Sender.code(other.ask(header("M2", "p1", "") + "OBX|1|NM|A||1\r")))
          .isEqualTo("AA");
      Await.until("applied as one", () -> sink.applied().size() == 1);
      assertThat(sink.applied("P1^^^HOSP^MR")).containsExactly("M1");
    }
  }

  @Test
  void whoAsksForTwoAcknowledgementsOfAFragmentHearsThatItIsStored() throws IOException {
    try (var source = Databases.memory();
        Station station =
            new Station(source, new RecordingSink(), "mortar.hl7.mllp.acknowledge=mapped");
        Sender sender = station.sender()) {
      String stored = sender.ask(header("M1", "", "AL|AL") + SEGMENTS + "DSC|p1|F\r");
      assertThat(Sender.code(stored)).isEqualTo("CA");
      String next = sender.ask(header("M2", "p1", "AL|NE") + "OBX|1|NM|A||1\r");
      assertThat(Sender.code(next)).isEqualTo("CA");
      assertThat(Sender.controlId(next)).isEqualTo("M2");
    }
  }

  private static String header(String controlId, String continues, String acknowledge) {
    return "MSH|^~\\&|LAB|HOSP|MORTAR|PHARM|20260302103000||ORU^R01^ORU_R01|%s|P|2.5.1||%s|%s\r"
        .formatted(controlId, continues, acknowledge);
  }
}
