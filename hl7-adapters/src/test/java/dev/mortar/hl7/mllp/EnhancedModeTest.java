package dev.mortar.hl7.mllp;

import static dev.mortar.hl7.Messages.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Await;
import dev.mortar.hl7.Databases;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.Sender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which acknowledgements a sender gets for what it asks by MSH-15 and MSH-16. */
class EnhancedModeTest {
  private final HikariDataSource source = Databases.memory();
  private Station station = new Station(source, new RecordingSink());

  @AfterEach
  void stop() {
    station.close();
    source.close();
  }

  private static String asking(String message, String accept, String application) {
    return message.replaceFirst("2\\.5\\.1\r", "2.5.1|||" + accept + "|" + application + "\r");
  }

  /** The codes of the answers, up to the one of a last message that always gets AA. */
  private List<String> answers(String message) throws IOException {
    List<String> codes = new ArrayList<>();
    try (Sender sender = station.sender()) {
      sender.write(Sender.frame(message));
      sender.write(Sender.frame(result("LAST", "P9")));
      String ack = sender.read();
      while (!Sender.controlId(ack).equals("LAST")) {
        codes.add(Sender.code(ack));
        ack = sender.read();
      }
    }
    return codes;
  }

  @ParameterizedTest
  @CsvSource({
    "AL, AL, CA AA",
    "AL, NE, CA",
    "NE, AL, AA",
    "NE, NE, ''",
    "ER, ER, ''",
    "SU, SU, CA AA",
    "'', AL, AA",
    "AL, '', CA",
  })
  void aMessageThatIsUnderstood(String accept, String application, String codes)
      throws IOException {
    assertThat(String.join(" ", answers(asking(result("M1", "P1"), accept, application))))
        .isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource({"AL, AL, CA AR", "AL, ER, CA AR", "AL, SU, CA", "NE, ER, AR", "ER, NE, ''"})
  void aMessageThatNobodyCanUse(String accept, String application, String codes)
      throws IOException {
    String message = result("M1", "").replace("^^^HOSP^MR", "");
    assertThat(String.join(" ", answers(asking(message, accept, application)))).isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource({"AL, AL, CE", "ER, NE, CE", "NE, AL, AE", "SU, ER, AE"})
  void aMessageThatCannotBeStored(String accept, String application, String code)
      throws IOException {
    source.close();
    try (Sender sender = station.sender()) {
      assertThat(Sender.code(sender.ask(asking(result("M1", "P1"), accept, application))))
          .isEqualTo(code);
    }
  }

  @Test
  void aRepeatGetsBothAcknowledgementsAgain() throws IOException {
    String message = asking(result("M1", "P1"), "AL", "AL");
    try (Sender sender = station.sender()) {
      String stored = sender.ask(message);
      String applied = sender.read();
      assertThat(sender.ask(message)).isEqualTo(stored);
      assertThat(sender.read()).isEqualTo(applied);
    }
    Await.until("one message", () -> station.newest().size() == 1);
  }

  @Test
  void anAcknowledgementInOriginalModeCanWaitForTheMapping() throws IOException {
    station.close();
    station = new Station(source, new RecordingSink(), "mortar.hl7.mllp.acknowledge=mapped");
    try (Sender sender = station.sender()) {
      assertThat(Sender.code(sender.ask(result("M1", "P1")))).isEqualTo("AA");
      String refused = sender.ask(result("M2", "").replace("^^^HOSP^MR", ""));
      assertThat(Sender.code(refused)).isEqualTo("AR");
      assertThat(refused).contains("ERR||PID^1^3^1|101^Required field missing^HL70357|E");
    }
  }
}
