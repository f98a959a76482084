package dev.mortar.mapping;

import dev.mortar.mapping.text.Message;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the MSH segment says, verbatim; an absent field is the empty string.
 *
 * @param type message code and trigger as {@code ORU^R01}
 * @param time MSH-7 as it stands in the message
 */
public record Heading(
    String controlId,
    String type,
    String structure,
    String version,
    String time,
    String sendingApplication,
    String sendingFacility,
    String receivingApplication,
    String receivingFacility) {
  /** Nothing is known: the bytes hold no MSH. */
  public static final Heading NONE = new Heading("", "", "", "", "", "", "", "", "");

  /** Empty if the bytes hold no MSH segment. */
  public static Optional<Heading> read(byte[] message) {
    return Message.parse(message, StandardCharsets.UTF_8).map(Heading::of);
  }

  /** Of a message that is already indexed. */
  public static Heading of(Message message) {
    Segment msh = message.header();
    String code = msh.field(9).component(1).peek();
    String trigger = msh.field(9).component(2).peek();
    if (trigger.isEmpty() && code.length() == 7 && code.charAt(3) == '_') {
      trigger = code.substring(4);
      code = code.substring(0, 3);
    }
    return new Heading(
        msh.field(10).peek(),
        trigger.isEmpty() ? code : code + "^" + trigger,
        msh.field(9).component(3).peek(),
        msh.field(12).peek(),
        msh.field(7).peek(),
        application(msh.field(3)),
        application(msh.field(4)),
        application(msh.field(5)),
        application(msh.field(6)));
  }

  private static String application(Value field) {
    String name = field.component(1).peek();
    return name.isEmpty() ? field.component(2).peek() : name;
  }
}
