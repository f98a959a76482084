package dev.mortar.hl7;

import java.nio.charset.StandardCharsets;

/** Messages as small as the tests allow. */
public final class Messages {
  private Messages() {}

  public static String result(String controlId, String patient) {
    return result(controlId, patient, "6.8");
  }

  public static String result(String controlId, String patient, String value) {
    return """
        MSH|^~\\&|LAB|HOSP|MORTAR|PHARM|20260302103000||ORU^R01^ORU_R01|%s|P|2.5.1
        PID|1||%s^^^HOSP^MR||Ruiz^Ana
        OBR|1|||2823-3^Potassium^LN
        OBX|1|NM|2823-3^Potassium^LN||%s|mmol/L|||||F
        """
        .formatted(controlId, patient, value)
        .replace('\n', '\r');
  }

  public static String merge(String controlId, String survivor, String loser) {
    return """
        MSH|^~\\&|ADT|HOSP|MORTAR|PHARM|20260302103000||ADT^A40^ADT_A39|%s|P|2.5.1
        PID|1||%s^^^HOSP^MR||Ruiz^Ana
        MRG|%s^^^HOSP^MR
        """
        .formatted(controlId, survivor, loser)
        .replace('\n', '\r');
  }

  public static byte[] bytes(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }
}
