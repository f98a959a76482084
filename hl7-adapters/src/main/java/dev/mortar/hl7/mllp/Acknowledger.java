package dev.mortar.hl7.mllp;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Writes acknowledgements: in the sender's version, with its delimiters and in its character set,
 * MSH-10 verbatim in MSA-2.
 *
 * @see <a href="https://www.hl7.eu/HL7v2x/v251/std251/ch02.html">HL7 v2.5.1, 2.9 and 2.15</a>
 */
final class Acknowledger {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSZ").withZone(ZoneId.of("UTC"));
  private static final MessageHead NOBODY = new MessageHead('|', List.of());

  private final Clock clock;
  private final Supplier<String> ids;

  /**
   * @param ids control ids of our own messages, each given once, at most 20 characters
   */
  Acknowledger(Clock clock, Supplier<String> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * A positive acknowledgement.
   *
   * @param expected the sequence number of the sender's next message, if it numbers them
   */
  byte[] accept(MessageHead head, String code, OptionalLong expected) {
    return write(head, code, Optional.empty(), expected);
  }

  /** A negative acknowledgement that says where and why. */
  byte[] refuse(MessageHead head, String code, Problem problem, OptionalLong expected) {
    return write(head, code, Optional.of(problem), expected);
  }

  /**
   * What stands around the acknowledgements of a batch.
   *
   * @param header the FHS or BHS of the batch that is answered
   */
  String envelope(MessageHead header, String name) {
    StringBuilder line = new StringBuilder(128);
    char s = header.separator();
    line.append(name).append(s).append(header.encoding());
    for (int field : new int[] {5, 6, 3, 4}) {
      line.append(s).append(header.field(field));
    }
    line.append(s).append(TIME.format(clock.instant()));
    line.append(String.valueOf(s).repeat(4)).append(ids.get());
    return line.append(s).append(header.field(11)).append('\r').toString();
  }

  /** For what has no readable MSH: the usual delimiters and an empty MSA-2. */
  byte[] refuseUnreadable(String code, Problem problem) {
    return write(NOBODY, code, Optional.of(problem), OptionalLong.empty());
  }

  private byte[] write(
      MessageHead head, String code, Optional<Problem> problem, OptionalLong expected) {
    StringBuilder ack = new StringBuilder(256);
    header(ack, head);
    char s = head.separator();
    ack.append("MSA").append(s).append(code).append(s).append(head.controlId());
    boolean says = problem.isPresent() && old(head);
    if (says || expected.isPresent()) {
      ack.append(s).append(says ? plain(head, problem.orElseThrow().text()) : "");
    }
    expected.ifPresent(number -> ack.append(s).append(number));
    ack.append('\r');
    problem.ifPresent(p -> error(ack, head, p));
    return ack.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void header(StringBuilder ack, MessageHead head) {
    char s = head.separator();
    String event = head.component(9, 2);
    String version = head.field(12).isEmpty() ? "2.5.1" : head.field(12);
    String type = "ACK";
    if (!event.isEmpty()) {
      char c = head.componentSeparator();
      type = "ACK" + c + event + c + "ACK";
    }
    ack.append("MSH").append(s).append(head.encoding());
    for (int field : new int[] {5, 6, 3, 4}) {
      ack.append(s).append(head.field(field));
    }
    ack.append(s).append(TIME.format(clock.instant()));
    ack.append(s).append(s).append(type);
    ack.append(s).append(ids.get());
    ack.append(s).append(head.field(11).isEmpty() ? "P" : head.field(11));
    ack.append(s).append(version);
    if (!head.field(18).isEmpty()) {
      ack.append(String.valueOf(s).repeat(6)).append(head.field(18));
    }
    ack.append('\r');
  }

  /** ERR-2 to ERR-8 exist since v2.5; before, ERR-1 held everything. */
  private static void error(StringBuilder ack, MessageHead head, Problem problem) {
    char s = head.separator();
    char c = head.componentSeparator();
    char sub = head.encoding().length() > 3 ? head.encoding().charAt(3) : '&';
    String number = problem.code().number();
    String display = problem.code().display();
    String location = problem.location();
    ack.append("ERR").append(s);
    if (old(head)) {
      String[] parts = (location + "^^").split("\\^", -1);
      ack.append(parts[0]).append(c).append(parts[1]).append(c).append(parts[2]);
      ack.append(c).append(number).append(sub).append(display).append(sub).append("HL70357");
    } else {
      ack.append(s).append(location.replace('^', c));
      ack.append(s).append(number).append(c).append(display).append(c).append("HL70357");
      ack.append(s).append('E');
      ack.append(String.valueOf(s).repeat(4)).append(plain(head, problem.text()));
    }
    ack.append('\r');
  }

  /** Our own sentences need no escapes if they hold nothing that separates. */
  private static String plain(MessageHead head, String text) {
    String separators = head.separator() + head.encoding();
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean harmless = c >= ' ' && c < 0x7F && separators.indexOf(c) < 0;
      plain.append(harmless ? c : ' ');
    }
    return plain.toString();
  }

  private static boolean old(MessageHead head) {
    String version = head.component(12, 1);
    return version.startsWith("2.1")
        || version.startsWith("2.2")
        || version.startsWith("2.3")
        || version.startsWith("2.4");
  }
}
