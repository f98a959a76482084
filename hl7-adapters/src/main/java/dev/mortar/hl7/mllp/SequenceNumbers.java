package dev.mortar.hl7.mllp;

import dev.mortar.mapping.Heading;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The sequence number protocol, for senders whose profile asks for it. What is expected next is
 * written after the message and before its acknowledgement: a crash between the two makes the
 * sender repeat a message that is known by its bytes.
 *
 * @see <a href="https://www.hl7.eu/HL7v2x/v251/std251/ch02.html">HL7 v2.5.1, 2.10.1</a>
 */
final class SequenceNumbers {
  /** Said to a sender that asks for the next number while we have none: begin with any. */
  static final long ANY = -1;

  private final JdbcTemplate jdbc;

  SequenceNumbers(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** What to do with a numbered message. */
  sealed interface Verdict {
    /**
     * To be stored; a repeat of the last one, too, which is known by its bytes.
     *
     * @param next what the acknowledgement asks for
     */
    record InTurn(long next) implements Verdict {}

    /** Nothing but a question for the number that we expect. */
    record LinkStart(long expected) implements Verdict {}

    /** A message before it is missing, or the sender has begun to count anew. */
    record OutOfTurn(long expected) implements Verdict {}

    /** The field holds no number. */
    record Unreadable() implements Verdict {}
  }

  Verdict judge(MessageHead head) {
    OptionalLong number = number(head);
    if (number.isEmpty()) {
      return new Verdict.Unreadable();
    }
    long at = number.getAsLong();
    long expected = expected(link(head.heading()));
    if (at == 0) {
      return new Verdict.LinkStart(expected);
    }
    if (at == ANY || expected == ANY || at == expected) {
      return new Verdict.InTurn(Math.max(at, 0) + 1);
    }
    return at == expected - 1 ? new Verdict.InTurn(expected) : new Verdict.OutOfTurn(expected);
  }

  /** The message is stored; {@code next} is what is expected now. */
  void advance(MessageHead head, long next) {
    String link = link(head.heading());
    int changed =
        jdbc.update("UPDATE mortar_hl7_sequence SET expected = ? WHERE link = ?", next, link);
    if (changed == 0) {
      jdbc.update("INSERT INTO mortar_hl7_sequence (link, expected) VALUES (?, ?)", link, next);
    }
  }

  private long expected(String link) {
    List<Long> found =
        jdbc.queryForList(
            "SELECT expected FROM mortar_hl7_sequence WHERE link = ?", Long.class, link);
    return found.isEmpty() ? ANY : found.getFirst();
  }

  private static OptionalLong number(MessageHead head) {
    String field = head.component(13, 1);
    return field.matches("-1|[0-9]{1,15}")
        ? OptionalLong.of(Long.parseLong(field))
        : OptionalLong.empty();
  }

  private static String link(Heading heading) {
    String link =
        String.join(
            "|",
            heading.sendingApplication(),
            heading.sendingFacility(),
            heading.receivingApplication(),
            heading.receivingFacility());
    return link.length() <= 300 ? link : link.substring(0, 300);
  }
}
