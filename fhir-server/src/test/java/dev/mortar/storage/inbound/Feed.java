package dev.mortar.storage.inbound;

import dev.mortar.hl7.BundleSink;
import dev.mortar.hl7.DeliveryException;
import dev.mortar.hl7.FailureKind;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Messages about patients of one hospital, whose numbers are the patients' names here. */
final class Feed {
  private static final Mapper MAPPER = Mapper.standard();
  private static final int ATTEMPTS = 20;

  private final BundleSink sink;

  Feed(BundleSink sink) {
    this.sink = sink;
  }

  /** As the inbox does: a transient failure is worth another try. */
  void hear(String text) {
    byte[] bytes = text.strip().replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
    String id = Integer.toString(text.hashCode());
    Instant received = Instant.parse("2026-11-01T12:00:00Z");
    for (int attempt = 1; ; attempt++) {
      try {
        Mapped mapped = MAPPER.map(new RawMessage(id, bytes, received));
        sink.store(mapped, () -> {});
        return;
      } catch (DeliveryException e) {
        if (e.kind() != FailureKind.TRANSIENT || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  static String person(String event, String patient, String time, String city) {
    return head("ADT^" + event + "^ADT_A01", time, event)
        + "PID|1||%s^^^HOSP^MR||Testperson^Sample||19700101|F|||Street 1^^%s\n"
            .formatted(patient, city);
  }

  static String result(String patient, String order, String time, String status, String value) {
    return head("ORU^R01^ORU_R01", time, "")
        + """
        PID|1||%1$s^^^HOSP^MR||Testperson^Sample||19700101|F
        OBR|1|P%2$s|F%2$s|2823-3^Potassium^LN|||20261101073000|||||||||||||||%3$s|||%4$s
        OBX|1|NM|2823-3^Potassium^LN||%5$s|mmol/L|3.5-5.1|N|||%4$s|||20261101073000
        """
            .formatted(patient, order, time, status, value);
  }

  static String merge(String survivor, String loser, String time) {
    return head("ADT^A40^ADT_A39", time, "A40")
        + "PID|1||%s^^^HOSP^MR||Testperson^Sample||19700101|F\nMRG|%s^^^HOSP^MR\n"
            .formatted(survivor, loser);
  }

  /** A24 or A37. */
  static String pair(String event, String one, String other, String time) {
    return head("ADT^" + event, time, event)
        + "PID|1||%s^^^HOSP^MR\nPID|2||%s^^^HOSP^MR\n".formatted(one, other);
  }

  static String move(String identifier, String from, String to, String time) {
    return head("ADT^A43^ADT_A43", time, "A43")
        + "PID|1||%2$s^^^HOSP^MR~%1$s^^^HOSP^PI\nMRG|%1$s^^^HOSP^PI|||%3$s\n"
            .formatted(identifier, to, from.isEmpty() ? "" : from + "^^^HOSP^MR");
  }

  private static String head(String type, String time, String event) {
    String evn = event.isEmpty() ? "" : "EVN|" + event + "|" + time + "\n";
    return "MSH|^~\\&|ADT|HOSP|MORTAR|PHARM|%1$s||%2$s|C%1$s|P|2.5.1\n".formatted(time, type) + evn;
  }
}
