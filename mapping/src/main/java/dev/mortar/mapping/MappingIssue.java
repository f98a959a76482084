package dev.mortar.mapping;

/**
 * Something about a message that its sender or an analyst should know. The text never repeats a
 * value of the message.
 *
 * @param path where, as {@code OBX[3]-5} or {@code PID-3[2].4}
 * @param table the code table that does not know the code at this place; else empty
 */
public record MappingIssue(Severity severity, Code code, String path, String text, String table) {
  public MappingIssue(Severity severity, Code code, String path, String text) {
    this(severity, code, path, text, "");
  }

  /** As OperationOutcome knows them. */
  public enum Severity {
    ERROR,
    WARNING,
    INFORMATION
  }

  /** Why the issue was raised; what a later reader filters by. */
  public enum Code {
    NOT_A_MESSAGE,
    UNKNOWN_TYPE,
    REQUIRED_MISSING,
    BAD_VALUE,
    UNMAPPED_CODE,
    NOT_MAPPED,
    UNDECODABLE
  }
}
