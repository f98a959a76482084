package dev.mortar.mapping.text;

import java.util.List;

/**
 * A part of a message: a field, a repetition, a component or a subcomponent. It holds two offsets
 * and decodes nothing until asked. Positions are counted from 1, as HL7 does; one that the message
 * does not have is an empty value.
 */
public final class Value {
  private final Message message;
  private final int start;
  private final int end;
  private final Level level;

  Value(Message message, int start, int end, Level level) {
    this.message = message;
    this.start = start;
    this.end = end;
    this.level = level;
  }

  /** The offset of the first byte, which identifies the atom that stands there. */
  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  public boolean isEmpty() {
    return start >= end;
  }

  /** True for {@code ""}, by which a sender asks that the stored value be removed. */
  public boolean isDeletion() {
    byte[] bytes = message.bytes();
    return end - start == 2 && bytes[start] == '"' && bytes[start + 1] == '"';
  }

  /** True if there is something to read: neither empty nor {@code ""}. */
  public boolean isValued() {
    return start < end && !isDeletion();
  }

  public int repetitions() {
    return isEmpty() ? 0 : count(message.delimiters().repetition());
  }

  public Value repetition(int number) {
    return level == Level.FIELD && (number > 1 || isRepeated())
        ? part(number, message.delimiters().repetition(), Level.REPETITION)
        : this;
  }

  /** Most fields are not, and need no second object for their only repetition. */
  private boolean isRepeated() {
    byte[] bytes = message.bytes();
    byte delimiter = message.delimiters().repetition();
    for (int i = start; i < end; i++) {
      if (bytes[i] == delimiter) {
        return true;
      }
    }
    return false;
  }

  public int components() {
    return isEmpty() ? 0 : count(message.delimiters().component());
  }

  /** Of the first repetition, if this is a whole field. */
  public Value component(int number) {
    return switch (level) {
      case FIELD ->
          isRepeated()
              ? repetition(1).component(number)
              : part(number, message.delimiters().component(), Level.COMPONENT);
      case REPETITION -> part(number, message.delimiters().component(), Level.COMPONENT);
      case COMPONENT, SUBCOMPONENT -> number == 1 ? this : nothing();
    };
  }

  public Value sub(int number) {
    return switch (level) {
      case FIELD, REPETITION -> component(1).sub(number);
      case COMPONENT -> part(number, message.delimiters().subcomponent(), Level.SUBCOMPONENT);
      case SUBCOMPONENT -> number == 1 ? this : nothing();
    };
  }

  /** True if this is exactly these ASCII characters, found without decoding. */
  public boolean is(String ascii) {
    int length = ascii.length();
    if (end - start != length) {
      return false;
    }
    byte[] bytes = message.bytes();
    for (int i = 0; i < length; i++) {
      if (bytes[start + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  public boolean isAny(List<String> ascii) {
    for (String one : ascii) {
      if (is(one)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The decoded text of the first primitive value in here, trimmed; empty for {@code ""}. Whoever
   * calls this uses the value: it counts as mapped if what is made of it reaches a resource.
   */
  public String text() {
    String text = peek();
    if (!text.isEmpty()) {
      message.uses().read(start);
    }
    return text;
  }

  /** Like {@link #text()}, for a look that does not use the value. */
  public String peek() {
    int stop = leafEnd();
    if (start >= stop) {
      return "";
    }
    byte[] bytes = message.bytes();
    if (stop - start == 2 && bytes[start] == '"' && bytes[start + 1] == '"') {
      return "";
    }
    return message.decode(start, stop);
  }

  /**
   * Everything in here as one text, separators included: for free text whose sender did not escape
   * them. Uses all atoms in it.
   */
  public String literal() {
    if (!isValued()) {
      return "";
    }
    byte[] bytes = message.bytes();
    int from = start;
    for (int i = start; i <= end; i++) {
      if (i == end || message.separates(bytes[i])) {
        if (i > from) {
          message.uses().read(from);
        }
        from = i + 1;
      }
    }
    return message.decode(start, end);
  }

  private int leafEnd() {
    Delimiters delimiters = message.delimiters();
    byte[] bytes = message.bytes();
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (b == delimiters.component()
          || b == delimiters.subcomponent()
          || b == delimiters.repetition()) {
        return i;
      }
    }
    return end;
  }

  private int count(byte delimiter) {
    byte[] bytes = message.bytes();
    int count = 1;
    for (int i = start; i < end; i++) {
      if (bytes[i] == delimiter) {
        count++;
      }
    }
    return count;
  }

  private Value part(int number, byte delimiter, Level partLevel) {
    byte[] bytes = message.bytes();
    int from = start;
    int left = number - 1;
    int i = start;
    for (; i < end; i++) {
      if (bytes[i] == delimiter) {
        if (left == 0) {
          break;
        }
        left--;
        from = i + 1;
      }
    }
    return left == 0 ? new Value(message, from, i, partLevel) : nothing();
  }

  private Value nothing() {
    return message.nothing();
  }
}
