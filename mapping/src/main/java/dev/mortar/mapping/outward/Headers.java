package dev.mortar.mapping.outward;

/** MSH and EVN. */
final class Headers {
  private static final String VERSION = "2.5.1";

  private Headers() {}

  /**
   * @param type as {@code SIU^S12^SIU_S12}
   */
  static String msh(Letter letter, String type) {
    return "MSH|^~\\&|"
        + String.join(
            "|",
            Out.text(letter.from().application()),
            Out.text(letter.from().facility()),
            Out.text(letter.to().application()),
            Out.text(letter.to().facility()),
            Types.dtm(letter.time()),
            "",
            type,
            Out.text(letter.controlId()),
            "P",
            VERSION,
            "",
            "",
            "",
            "",
            "",
            "UNICODE UTF-8")
        + '\r';
  }

  static String evn(Letter letter) {
    return "EVN||" + Types.dtm(letter.time()) + '\r';
  }
}
