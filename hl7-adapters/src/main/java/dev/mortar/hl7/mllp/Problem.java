package dev.mortar.hl7.mllp;

import dev.mortar.mapping.MappingIssue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a message is not taken as it is, in the words of HL7 table 0357.
 *
 * @param location the element as {@code MSH^1^10}, empty if it is the whole message
 * @param text for the people at the sending side; never repeats a value
 */
record Problem(Code code, String location, String text) {
  private static final Pattern LOCATION =
      Pattern.compile(
          "(?<segment>[A-Z][A-Z0-9]{2})(\\[(?<occurrence>\\d+)])?"
              + "(-(?<field>\\d+)(\\[(?<repetition>\\d+)])?(\\.(?<component>\\d+))?.*)?");

  static final Problem NO_HEADER =
      new Problem(Code.SEGMENT_SEQUENCE, "", "The message does not begin with an MSH segment");
  static final Problem NOT_THIS_SENDER =
      new Problem(Code.INTERNAL, "MSH^1^3", "This connection may not speak for this sender");
  static final Problem OUT_OF_TURN =
      new Problem(Code.INTERNAL, "MSH^1^13", "Not the sequence number that is expected");
  static final Problem NO_SEQUENCE_NUMBER =
      new Problem(Code.REQUIRED_MISSING, "MSH^1^13", "This sender must number its messages");
  static final Problem NO_CONTROL_ID =
      new Problem(Code.REQUIRED_MISSING, "MSH^1^10", "The message control id is required");
  static final Problem LONG_CONTROL_ID =
      new Problem(Code.DATA_TYPE, "MSH^1^10", "The message control id is too long");
  static final Problem NOT_ASKED =
      new Problem(Code.UNSUPPORTED_TYPE, "MSH^1^9", "This sender may not ask this");
  static final Problem NOT_ANSWERED =
      new Problem(Code.INTERNAL, "", "The question cannot be answered now, please ask again");
  static final Problem NOT_STORED =
      new Problem(Code.INTERNAL, "", "The message could not be stored, please send it again");

  /** HL7 table 0357. */
  enum Code {
    SEGMENT_SEQUENCE("100", "Segment sequence error"),
    REQUIRED_MISSING("101", "Required field missing"),
    DATA_TYPE("102", "Data type error"),
    TABLE_VALUE("103", "Table value not found"),
    UNSUPPORTED_TYPE("200", "Unsupported message type"),
    INTERNAL("207", "Application internal error");

    private final String number;
    private final String display;

    Code(String number, String display) {
      this.number = number;
      this.display = display;
    }

    String number() {
      return number;
    }

    String display() {
      return display;
    }
  }

  static Problem of(MappingIssue issue) {
    Code code =
        switch (issue.code()) {
          case NOT_A_MESSAGE -> Code.SEGMENT_SEQUENCE;
          case UNKNOWN_TYPE -> Code.UNSUPPORTED_TYPE;
          case REQUIRED_MISSING -> Code.REQUIRED_MISSING;
          case BAD_VALUE, UNDECODABLE -> Code.DATA_TYPE;
          case UNMAPPED_CODE -> Code.TABLE_VALUE;
          case NOT_MAPPED -> Code.INTERNAL;
        };
    return new Problem(code, location(issue.path()), issue.text());
  }

  /** {@code OBX[3]-5[2].4} as the components of an ERL: {@code OBX^3^5^2^4}. */
  private static String location(String path) {
    var matcher = LOCATION.matcher(path);
    if (!matcher.matches()) {
      return "";
    }
    StringBuilder erl = new StringBuilder(matcher.group("segment"));
    erl.append('^').append(orOne(matcher.group("occurrence")));
    String field = matcher.group("field");
    String component = matcher.group("component");
    if (field != null) {
      erl.append('^').append(field);
      erl.append('^').append(orOne(matcher.group("repetition")));
      if (component != null) {
        erl.append('^').append(component);
      }
    }
    return erl.toString();
  }

  private static String orOne(@Nullable String number) {
    return number == null ? "1" : number;
  }
}
