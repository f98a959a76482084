package dev.mortar.mapping.message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which structure serves which message type. */
final class MessageMaps {
  private static final Map<String, MessageMap> BY_TYPE = new HashMap<>();
  private static final MessageMap ACK = new Ack();

  static {
    MessageMap results = new OruR01();
    MessageMap person = new AdtA01();
    MessageMap merge = new AdtA39();
    MessageMap schedule = new SiuS12();
    MessageMap order = new OrderMessage();
    MessageMap document = new MdmT02();
    MessageMap charge = new DftP03();
    MessageMap master = new MfnM02();
    serve(results, "ORU", "R01", "R30", "R31", "R32", "R40");
    serve(results, "OUL", "R21", "R22", "R23", "R24");
    serve(
        person, "ADT", "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09", "A10", "A11",
        "A12", "A13", "A14", "A15", "A16", "A17", "A20", "A21", "A22", "A23", "A24", "A25", "A26",
        "A27", "A28", "A29", "A31", "A32", "A33", "A37", "A38", "A44", "A45", "A49", "A50", "A51",
        "A54", "A55", "A60", "A61", "A62");
    serve(merge, "ADT", "A18", "A30", "A34", "A36", "A39", "A40", "A46", "A47");
    serve(new AdtA43(), "ADT", "A43");
    serve(
        schedule, "SIU", "S12", "S13", "S14", "S15", "S16", "S17", "S18", "S19", "S20", "S21",
        "S22", "S23", "S24", "S26");
    serve(order, "ORM", "O01");
    serve(order, "OML", "O21", "O33", "O35", "O39");
    serve(order, "OMG", "O19");
    serve(order, "OMI", "O23");
    serve(order, "OMP", "O09");
    serve(order, "RDE", "O01", "O11", "O25", "O49");
    serve(order, "RDS", "O01", "O13");
    serve(order, "RGV", "O01", "O15");
    serve(order, "RAS", "O01", "O17");
    serve(order, "PPR", "PC1", "PC2", "PC3");
    serve(order, "PGL", "PC6", "PC7", "PC8");
    serve(order, "PPP", "PCB", "PCC", "PCD");
    serve(new VxuV04(), "VXU", "V04");
    serve(
        document, "MDM", "T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09", "T10",
        "T11");
    serve(charge, "DFT", "P03", "P11");
    serve(new RefI12(), "REF", "I12", "I13", "I14", "I15");
    serve(master, "MFN", "M02", "M04", "M05", "M08", "M09", "M10", "M11", "M12", "M15", "M16");
    BY_TYPE.put("ORU", results);
    BY_TYPE.put("VXU", BY_TYPE.get("VXU^V04"));
    for (String code : List.of("ORM", "OML", "OMP", "RDE", "RDS", "RGV", "RAS")) {
      BY_TYPE.put(code, order);
    }
  }

  private MessageMaps() {}

  /** An acknowledgement has the trigger of what it answers, or none. */
  static Optional<MessageMap> find(String type) {
    boolean answer = type.equals("ACK") || type.startsWith("ACK^");
    return Optional.ofNullable(answer ? ACK : BY_TYPE.get(type));
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
