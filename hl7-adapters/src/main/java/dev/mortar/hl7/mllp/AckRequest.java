package dev.mortar.hl7.mllp;

/**
 * Which acknowledgements a sender asks for by MSH-15 and MSH-16.
 *
 * @param enhanced whether either field is filled; otherwise one acknowledgement is always sent
 */
record AckRequest(boolean enhanced, Condition accept, Condition application) {
  /** HL7 table 0155. */
  enum Condition {
    ALWAYS,
    NEVER,
    ERROR,
    SUCCESS;

    boolean wants(boolean success) {
      return switch (this) {
        case ALWAYS -> true;
        case NEVER -> false;
        case ERROR -> !success;
        case SUCCESS -> success;
      };
    }

    private static Condition of(String code) {
      return switch (code) {
        case "AL" -> ALWAYS;
        case "ER" -> ERROR;
        case "SU" -> SUCCESS;
        default -> NEVER;
      };
    }
  }

  static AckRequest of(MessageHead head) {
    String accept = head.component(15, 1);
    String application = head.component(16, 1);
    return accept.isEmpty() && application.isEmpty()
        ? new AckRequest(false, Condition.NEVER, Condition.ALWAYS)
        : new AckRequest(true, Condition.of(accept), Condition.of(application));
  }
}
