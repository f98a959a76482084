package dev.mortar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
  @Test
  void aRatioAboveOneMeansThatMortarIsBetter() {
    assertThat(new Row("read", "CPU-ms", 2, 6).ratio()).isEqualTo(3);
    assertThat(new Row("read", "requests/s", 600, 200).ratio()).isEqualTo(3);
    assertThat(new Row("read", "CPU-ms", 6, 3).ratio()).isEqualTo(0.5);
  }

  @Test
  void theFileHoldsFactsRowsAndErrors(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("build/bench.json");
    var row = new Row("read", "CPU-ms", 1.23456, 3.7);
    new Report(Map.of("commit", "abc"), List.of(row), List.of("3 x no answer")).write(file);
    var json = Server.parse(Files.readString(file));
    assertThat(json.path("commit").asText()).isEqualTo("abc");
    assertThat(json.at("/rows/0").toString())
        .isEqualTo(
            "{\"name\":\"read\",\"unit\":\"CPU-ms\",\"mortar\":1.235,\"stock\":3.7,\"ratio\":2.997}");
    assertThat(json.at("/errors/0").asText()).isEqualTo("3 x no answer");
  }

  @Test
  void aFigureThatIsNoneIsWrittenAsZero() {
    var row = new Row("read", "requests/s", 1, 0);
    assertThat(new Report(Map.of(), List.of(row), List.of()).table()).contains("0x");
  }
}
