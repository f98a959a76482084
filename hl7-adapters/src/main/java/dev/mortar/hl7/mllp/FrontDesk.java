package dev.mortar.hl7.mllp;

import dev.mortar.hl7.inbox.Framing;
import dev.mortar.mapping.text.Batch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Tells batches from messages. The messages of a batch are taken one after the other, because they
 * may be about one patient; a batch that comes again stores what was not stored before.
 */
final class FrontDesk implements Intake {
  private static final MessageHead PLAIN = new MessageHead('|', List.of());

  private final Reception reception;
  private final Acknowledger acknowledger;

  FrontDesk(Reception reception, Acknowledger acknowledger) {
    this.reception = reception;
    this.acknowledger = acknowledger;
  }

  @Override
  public Answer receive(Caller caller, byte[] content) {
    return isBatch(content) ? receiveAll(caller, content) : reception.receive(caller, content);
  }

  @Override
  public Answer receiveAll(Caller caller, byte[] content) {
    List<byte[]> messages = Batch.split(content);
    if (messages.isEmpty() && !isBatch(content)) {
      return reception.receive(caller, content);
    }
    var acknowledgements = new ByteArrayOutputStream();
    boolean stored = true;
    for (byte[] message : messages) {
      Answer answer = reception.receive(caller, message);
      acknowledgements.writeBytes(Framing.unframed(answer.wire()));
      stored &= answer.stored();
    }
    return new Answer(envelope(content, acknowledgements.toByteArray(), messages.size()), stored);
  }

  /** A negative answer in a broken frame's place. */
  byte[] broken(Caller caller, Frame.Broken broken) {
    return reception.broken(caller, broken);
  }

  private byte[] envelope(byte[] content, byte[] acknowledgements, int count) {
    Optional<MessageHead> file = MessageHead.readEnvelope(content, "FHS");
    MessageHead batch = MessageHead.readEnvelope(content, "BHS").or(() -> file).orElse(PLAIN);
    var answer = new ByteArrayOutputStream(acknowledgements.length + 256);
    file.ifPresent(header -> write(answer, acknowledger.envelope(header, "FHS")));
    write(answer, acknowledger.envelope(batch, "BHS"));
    answer.writeBytes(acknowledgements);
    write(answer, "BTS" + batch.separator() + count + '\r');
    file.ifPresent(header -> write(answer, "FTS" + header.separator() + "1\r"));
    return Framing.framed(answer.toByteArray());
  }

  private static void write(ByteArrayOutputStream answer, String line) {
    answer.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static boolean isBatch(byte[] content) {
    return MessageHead.readEnvelope(content, "FHS").isPresent()
        || MessageHead.readEnvelope(content, "BHS").isPresent();
  }
}
