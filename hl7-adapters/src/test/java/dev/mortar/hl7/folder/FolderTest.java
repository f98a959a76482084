package dev.mortar.hl7.folder;

import static dev.mortar.hl7.Messages.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Await;
import dev.mortar.hl7.Databases;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.Sender;
import dev.mortar.hl7.mllp.Station;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are dropped into a folder. */
class FolderTest {
  private static final String OPEN = "FHS|^~\\&|LAB|HOSP|||2026\rBHS|^~\\&|LAB|HOSP|||2026\r";

  @TempDir private Path folder;
  private Path drops = Path.of("");
  private HikariDataSource source = Databases.memory();
  private Station station;

  @BeforeEach
  void start() {
    drops = folder.resolve("drops");
    station = station();
  }

  private Station station() {
    return new Station(
        source,
        new RecordingSink(),
        "mortar.hl7.folder.path=" + drops,
        "mortar.hl7.folder.poll=10ms",
        "mortar.hl7.folder.settle=50ms");
  }

  @AfterEach
  void stop() {
    station.close();
    source.close();
  }

  private void drop(String name, String text) throws IOException {
    Path draft = folder.resolve(name);
    Files.writeString(draft, text);
    Files.move(draft, drops.resolve(name));
  }

  private String ack(String name) throws IOException {
    Path ack = drops.resolve("acks").resolve(name + ".ack");
    Await.until("an answer to " + name, () -> Files.exists(ack));
    return Files.readString(ack);
  }

  private void awaitIn(String place, String name) {
    Await.until(name + " in " + place, () -> Files.exists(drops.resolve(place).resolve(name)));
  }

  @Test
  void aFileOfABatchIsStoredAnsweredAndPutAway() throws IOException {
    drop("one.hl7", OPEN + result("M1", "P1") + result("M2", "P1") + "BTS|2\rFTS|1\r");
    assertThat(ack("one.hl7")).startsWith("FHS|").contains("MSA|AA|M1").contains("MSA|AA|M2");
    awaitIn("done", "one.hl7");
    assertThat(station.newest()).hasSize(2);
  }

  @Test
  void messagesWithoutAnEnvelopeOrWithinFramesAreTakenToo() throws IOException {
    drop("plain.hl7", result("M1", "P1").replace('\r', '\n') + result("M2", "P2"));
    byte[] framed = Sender.frame(result("M3", "P1"));
    drop("framed.hl7", new String(framed, StandardCharsets.UTF_8));
    awaitIn("done", "plain.hl7");
    awaitIn("done", "framed.hl7");
    assertThat(station.newest()).hasSize(3);
  }

  @Test
  void theSameFileAgainHasNoSecondEffect() throws IOException {
    drop("one.hl7", result("M1", "P1"));
    awaitIn("done", "one.hl7");
    drop("one.hl7", result("M1", "P1"));
    awaitIn("done", "one.hl7.1");
    assertThat(station.newest()).hasSize(1);
  }

  @Test
  void whatIsNoMessageIsRefusedAndKept() throws IOException {
    drop("photo.jpg", "no message at all");
    assertThat(ack("photo.jpg")).contains("MSA|AR|");
    awaitIn("refused", "photo.jpg");
  }

  @Test
  void aFileThatIsStillWrittenIsLeftAlone() throws IOException {
    drop("one.part", result("M1", "P1"));
    drop("two.hl7", result("M2", "P1"));
    awaitIn("done", "two.hl7");
    assertThat(drops.resolve("one.part")).exists();
  }

  @Test
  void whatCannotBeStoredIsTakenAgainWhenItCan() throws IOException {
    source.close();
    drop("one.hl7", result("M1", "P1"));
    awaitIn(".work", "one.hl7");
    station.close();
    source = Databases.memory();
    station = station();
    awaitIn("done", "one.hl7");
    assertThat(station.newest()).extracting(m -> m.heading().controlId()).isEqualTo(List.of("M1"));
  }
}
