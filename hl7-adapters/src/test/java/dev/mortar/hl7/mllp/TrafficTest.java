package dev.mortar.hl7.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.Connections;
import dev.mortar.hl7.MutableClock;
import dev.mortar.hl7.Senders;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.sender.SenderProfile;
import dev.mortar.mapping.sender.SenderProfileReader;
import dev.mortar.mapping.sender.SenderProfiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private final MutableClock clock = new MutableClock("2026-03-02T10:00:30Z");
  private final RefusedRatio ratio = new RefusedRatio(clock);

  @Test
  void theRatioIsThatOfTheLastFiveMinutes() {
    assertThat(ratio.value()).isZero();
    ratio.count(true);
    assertThat(ratio.value()).isEqualTo(1);
    clock.advance(Duration.ofMinutes(2));
    ratio.count(false);
    ratio.count(false);
    ratio.count(false);
    assertThat(ratio.value()).isEqualTo(0.25);
    clock.advance(Duration.ofMinutes(3));
    assertThat(ratio.value()).isZero();
    clock.advance(Duration.ofMinutes(60));
    assertThat(ratio.value()).isZero();
  }

  @Test
  void aSenderIsMissedWhenItWasSilentForLongerThanAgreed() throws IOException {
    var registry = new SimpleMeterRegistry();
    var traffic = new Traffic(new MllpMetrics(registry), new Agreed(), clock);
    var silent = registry.get("mortar.hl7.senders.silent").gauge();
    assertThat(silent.value()).isZero();
    clock.advance(Duration.ofMinutes(31));
    assertThat(traffic.silent()).containsExactly("lab");
    assertThat(silent.value()).isEqualTo(1);
    traffic.answered(Caller.of("127.0.0.1"), heading("LAB"), "AA");
    assertThat(silent.value()).isZero();
    clock.advance(Duration.ofMinutes(20));
    traffic.answered(Caller.of("127.0.0.1"), heading("EHR"), "AA");
    clock.advance(Duration.ofMinutes(11));
    assertThat(silent.value()).as("nobody else's message counts").isEqualTo(1);
    assertThat(traffic.heard()).extracting(Connections.Heard::profile).contains("lab");
  }

  private static Heading heading(String application) {
    return new Heading("M1", "ORU^R01", "", "2.5.1", "", application, "HOSP", "", "");
  }

  /** Two senders; with the second nothing is agreed. */
  private static final class Agreed implements Senders {
    private final SenderProfiles profiles;

    Agreed() throws IOException {
      profiles =
          SenderProfiles.of(
              List.of(
                  profile("lab", "application = LAB\nsilence = PT30M"),
                  profile("ehr", "application = EHR")));
    }

    private static SenderProfile profile(String name, String text) throws IOException {
      return SenderProfileReader.read(name, new StringReader(text));
    }

    @Override
    public SenderProfiles profiles() {
      return profiles;
    }

    @Override
    public Mapper mapper() {
      return Mapper.with(profiles);
    }

    @Override
    public List<String> names() {
      return List.of("lab", "ehr");
    }

    @Override
    public Optional<String> text(String name) {
      return Optional.empty();
    }

    @Override
    public void save(String name, String text) {
      throw new IllegalStateException("There is no folder");
    }

    @Override
    public SenderProfiles with(String name, String text) {
      return profiles;
    }
  }
}
