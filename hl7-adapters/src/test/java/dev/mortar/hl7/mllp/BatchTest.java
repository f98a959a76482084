package dev.mortar.hl7.mllp;

import static dev.mortar.hl7.Messages.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Await;
import dev.mortar.hl7.Databases;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.Sender;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches within one frame. */
class BatchTest {
  private static final String OPEN = "BHS|^~\\&|LAB|HOSP|MORTAR|PHARM|2026||||B7\r";

  private final HikariDataSource source = Databases.memory();
  private final RecordingSink sink = new RecordingSink();
  private final Station station = new Station(source, sink);

  @AfterEach
  void stop() {
    station.close();
    source.close();
  }

  private String ask(String content) throws IOException {
    try (Sender sender = station.sender()) {
      return sender.ask(content);
    }
  }

  private static List<String> codes(String answer) {
    return answer
        .lines()
        .filter(line -> line.startsWith("MSA|"))
        .map(line -> line.split("\\|", -1)[1] + " " + line.split("\\|", -1)[2])
        .toList();
  }

  @Test
  void aBatchIsAnsweredByABatchInItsOrder() throws IOException {
    String answer = ask(OPEN + result("M1", "P1") + result("M2", "P1") + "BTS|2\r");
    assertThat(answer).startsWith("BHS|^~\\&|MORTAR|PHARM|LAB|HOSP|").endsWith("BTS|2\r");
    assertThat(answer.split("\r")[0]).endsWith("|B7");
    assertThat(codes(answer)).containsExactly("AA M1", "AA M2");
    Await.until("applied in order", () -> sink.applied("P1^^^HOSP^MR").equals(List.of("M1", "M2")));
  }

  @Test
  void aFileAroundABatchIsAnsweredByAFile() throws IOException {
    String file = "FHS|^~\\&|LAB|HOSP|MORTAR|PHARM|2026||||F1\r";
    String answer = ask(file + OPEN + result("M1", "P1") + "BTS|1\rFTS|1\r");
    assertThat(answer).startsWith("FHS|").endsWith("BTS|1\rFTS|1\r");
    assertThat(answer.split("\r")[0]).endsWith("|F1");
    assertThat(codes(answer)).containsExactly("AA M1");
  }

  @Test
  void oneBadMessageDoesNotCostTheOthersTheirPlace() throws IOException {
    String bad = result("", "P1");
    assertThat(codes(ask(OPEN + result("M1", "P1") + bad + result("M3", "P1") + "BTS|3\r")))
        .containsExactly("AA M1", "AR ", "AA M3");
  }

  @Test
  void aBatchThatComesAgainHasNoSecondEffect() throws IOException {
    String batch = OPEN + result("M1", "P1") + result("M2", "P2") + "BTS|2\r";
    List<String> first = codes(ask(batch));
    assertThat(codes(ask(batch))).isEqualTo(first);
    assertThat(station.newest()).hasSize(2);
  }

  @Test
  void whatCouldNotBeStoredIsToldMessageByMessage() throws IOException {
    source.close();
    assertThat(codes(ask(OPEN + result("M1", "P1") + result("M2", "P1") + "BTS|2\r")))
        .containsExactly("AE M1", "AE M2");
  }

  @Test
  void anEmptyBatchIsAnsweredByAnEmptyOne() throws IOException {
    assertThat(ask(OPEN + "BTS|0\r")).startsWith("BHS|").endsWith("BTS|0\r");
  }
}
