package dev.mortar.hl7.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Databases;
import dev.mortar.hl7.Messages;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.Sender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol of MSH-13 and MSA-4, with senders whose profile asks for it. */
class SequenceNumbersTest {
  @TempDir private Path folder;
  private final HikariDataSource source = Databases.memory();
  private Station station;
  private int messages;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(
        folder.resolve("lab.properties"), "application = LAB\nsequence-numbers = true\n");
    station = station();
  }

  @AfterEach
  void stop() {
    station.close();
    source.close();
  }

  private Station station() {
    return new Station(source, new RecordingSink(), "mortar.hl7.senders.folder=" + folder);
  }

  private static String numbered(String controlId, String number) {
    return Messages.result(controlId, "P1").replaceFirst("2\\.5\\.1\r", "2.5.1|" + number + "\r");
  }

  /** MSA-1 and MSA-4. */
  private String send(String number) throws IOException {
    return answer(numbered("M" + messages++, number));
  }

  private String answer(String message) throws IOException {
    try (Sender sender = station.sender()) {
      String msa = sender.ask(message).lines().filter(l -> l.startsWith("MSA")).findFirst().get();
      String[] fields = (msa + "||||").split("\\|", -1);
      return fields[1] + " " + fields[4];
    }
  }

  @Test
  void theFirstNumberIsTakenAndTheNextIsAskedFor() throws IOException {
    assertThat(send("7")).isEqualTo("AA 8");
    assertThat(send("8")).isEqualTo("AA 9");
  }

  @Test
  void aLinkStartIsAnsweredWithWhatIsExpectedAndStoresNothing() throws IOException {
    assertThat(send("0")).isEqualTo("AA -1");
    send("41");
    assertThat(send("0")).isEqualTo("AA 42");
    assertThat(station.newest()).hasSize(1);
  }

  @Test
  void aGapIsRefusedUntilTheMissingMessageCame() throws IOException {
    send("1");
    assertThat(send("3")).isEqualTo("AE 2");
    assertThat(send("2")).isEqualTo("AA 3");
    assertThat(send("3")).isEqualTo("AA 4");
    assertThat(station.newest()).hasSize(3);
    assertThat(station.count("mortar.hl7.mllp.out.of.turn")).isEqualTo(1);
  }

  @Test
  void aRepeatOfTheLastOneGetsItsAnswerAgainWithoutASecondEffect() throws IOException {
    String message = numbered("M1", "5");
    assertThat(answer(message)).isEqualTo("AA 6");
    assertThat(answer(message)).isEqualTo("AA 6");
    assertThat(send("6")).isEqualTo("AA 7");
    assertThat(station.newest()).hasSize(2);
  }

  @Test
  void whoForcesANewCountGetsIt() throws IOException {
    send("1");
    assertThat(send("-1")).isEqualTo("AA 1");
    assertThat(send("1")).isEqualTo("AA 2");
  }

  @Test
  void theCountOutlivesTheProcess() throws IOException {
    send("1");
    station.close();
    station = station();
    assertThat(send("3")).isEqualTo("AE 2");
  }

  @Test
  void aNumberedSenderMustNumber() throws IOException {
    assertThat(send("")).isEqualTo("AR ");
    assertThat(send("x")).isEqualTo("AR ");
  }

  @Test
  void othersMayWriteWhatTheyWill() throws IOException {
    assertThat(answer(numbered("A1", "17").replace("|LAB|", "|ADT|"))).isEqualTo("AA ");
    assertThat(answer(numbered("A2", "3").replace("|LAB|", "|ADT|"))).isEqualTo("AA ");
  }
}
