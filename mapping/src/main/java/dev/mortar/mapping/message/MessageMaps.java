package dev.mortar.mapping.message;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which structure serves which message type. */
final class MessageMaps {
  private static final Map<String, MessageMap> BY_TYPE = new HashMap<>();

  static {
    MessageMap results = new OruR01();
    MessageMap person = new AdtA01();
    MessageMap merge = new AdtA39();
    MessageMap schedule = new SiuS12();
    serve(results, "ORU", "R01", "R30", "R31", "R32", "R40");
    serve(
        person, "ADT", "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09", "A10", "A11",
        "A12", "A13", "A14", "A16", "A25", "A27", "A28", "A31", "A38");
    serve(merge, "ADT", "A34", "A36", "A39", "A40");
    serve(
        schedule, "SIU", "S12", "S13", "S14", "S15", "S16", "S17", "S18", "S19", "S20", "S21",
        "S22", "S23", "S24", "S26");
    BY_TYPE.put("ORU", results);
  }

  private MessageMaps() {}

  static Optional<MessageMap> find(String type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  static Set<String> types() {
    return Set.copyOf(BY_TYPE.keySet());
  }

  private static void serve(MessageMap map, String code, String... triggers) {
    for (String trigger : triggers) {
      BY_TYPE.put(code + "^" + trigger, map);
    }
  }
}
