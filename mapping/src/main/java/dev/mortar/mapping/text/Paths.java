package dev.mortar.mapping.text;

import java.util.Set;

/** Offsets as people write them: {@code OBX[3]-5}, {@code PID-3[2].4}. */
public final class Paths {
  /** Segments that stand once in a message, so that a number would only disturb. */
  private static final Set<String> SINGLE =
      Set.of("MSH", "EVN", "PID", "PD1", "PV1", "PV2", "SCH", "MRG", "MSA", "QRD", "QPD");

  private Paths() {}

  public static String of(Segment segment) {
    boolean numbered = segment.occurrence() > 1 || !SINGLE.contains(segment.name());
    return numbered ? segment.name() + "[" + segment.occurrence() + "]" : segment.name();
  }

  /** The path of the field, repetition, component or subcomponent that starts at an offset. */
  public static String of(Segment segment, int offset) {
    Message message = segment.message();
    Delimiters delimiters = message.delimiters();
    byte[] bytes = message.bytes();
    int number = segment.isHeader() ? 3 : 1;
    while (number < segment.size() && segment.field(number).end() < offset) {
      number++;
    }
    Value field = segment.field(number);
    int repetition = 1;
    int component = 1;
    int sub = 1;
    for (int i = field.start(); i < offset; i++) {
      byte b = bytes[i];
      if (b == delimiters.repetition()) {
        repetition++;
        component = 1;
        sub = 1;
      } else if (b == delimiters.component()) {
        component++;
        sub = 1;
      } else if (b == delimiters.subcomponent()) {
        sub++;
      }
    }
    Value whole = field.repetition(repetition);
    boolean composed = whole.components() > 1 || whole.component(1).sub(2).isValued() || sub > 1;
    boolean divided = sub > 1 || !whole.component(component).sub(2).isEmpty();
    return of(segment)
        + "-"
        + number
        + (repetition > 1 || field.repetitions() > 1 ? "[" + repetition + "]" : "")
        + (composed ? "." + component : "")
        + (divided ? "." + sub : "");
  }
}
