package dev.mortar.bench;

/** HL7 v2 messages made from a number; every number is another patient and another order. */
final class Hl7Material {
  private static final int RESULTS = 10;

  private Hl7Material() {}

  /** An ORU^R01 with ten numeric results. */
  static String results(int n) {
    var message = new StringBuilder(header("ORU^R01^ORU_R01", "R", n)).append(person(n));
    message.append("PV1|1|O|CLINIC^^^BENCH|R\r");
    message.append(String.format("ORC|RE|P-%d^CLINIC|F-%d^LAB||CM\r", n, n));
    message
        .append(String.format("OBR|1|P-%d^CLINIC|F-%d^LAB|", n, n))
        .append("24323-8^Metabolic panel^LN|||20261120083000+0100|||||||||||||||")
        .append("20261120092500+0100||CH|F\r");
    for (int i = 1; i <= RESULTS; i++) {
      message.append(
          String.format(
              "OBX|%d|NM|%d-3^Analyte %d^LN||%d|mmol/L^^UCUM|30-60|N|||F|||20261120083000+0100\r",
              i, 7800 + i, i, 40 + i));
    }
    return message.toString();
  }

  /** An ADT^A01. */
  static String admission(int n) {
    return header("ADT^A01^ADT_A01", "A", n)
        + "EVN|A01|20261118101500+0100\r"
        + person(n)
        + "NK1|1|Test^Kin|SPO^Spouse^HL70063||^PRN^PH^^1^217^5550135\r"
        + "PV1|1|I|WARD3^12^A^BENCH|R\r"
        + "AL1|1|DA|7980^Penicillin^RXNORM|MO|Rash\r"
        + "DG1|1||I48.0^Paroxysmal atrial fibrillation^I10||20261118|A\r";
  }

  private static String header(String type, String kind, int n) {
    return "MSH|^~\\&|LAB|BENCH|MORTAR|PHARMACY|20261120093000+0100||"
        + type
        + String.format("|BENCH-%s-%d|P|2.5.1|||AL|NE||UNICODE UTF-8\r", kind, n);
  }

  private static String person(int n) {
    return String.format(
        "PID|1||B-%d^^^BENCH^MR||Bench%d^Given^^^^^L||19480412|F|||Main Street 7^^Springfield^IL^62701\r",
        n, n % 997);
  }
}
