package dev.mortar.storage.json;

import org.hl7.fhir.instance.model.api.IBaseBooleanDatatype;
import org.hl7.fhir.instance.model.api.IBaseDecimalDatatype;
import org.hl7.fhir.instance.model.api.IBaseIntegerDatatype;
import org.hl7.fhir.instance.model.api.IPrimitiveType;

/** JSON as it grows. Commas come by themselves. */
final class JsonText {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private final StringBuilder text = new StringBuilder(1024);

  /** A place to return to with {@link #backTo(int)}. */
  int mark() {
    return text.length();
  }

  /** Forgets what was written since. */
  void backTo(int mark) {
    text.setLength(mark);
  }

  void open(char bracket) {
    comma();
    text.append(bracket);
  }

  void openNamed(String name, char bracket) {
    name(name);
    text.append(bracket);
  }

  void close(char bracket) {
    text.append(bracket);
  }

  void name(String name) {
    comma();
    text.append('"').append(name).append("\":");
  }

  /** The name of what a primitive has besides its value. */
  void shadow(String name, char bracket) {
    comma();
    text.append("\"_").append(name).append("\":").append(bracket);
  }

  void field(String name, String value) {
    name(name);
    quote(value);
  }

  /** A value of an array that needs no quotes. */
  void bare(String value) {
    comma();
    text.append(value);
  }

  /** A value of an array. */
  void item(IPrimitiveType<?> value, String written) {
    comma();
    value(value, written);
  }

  /**
   * The value of the name before.
   *
   * @param written as R4 writes it in XML
   */
  void value(IPrimitiveType<?> value, String written) {
    switch (value) {
      case IBaseIntegerDatatype number -> text.append(number.getValue());
      case IBaseDecimalDatatype _ -> text.append(written);
      case IBaseBooleanDatatype truth -> text.append(truth.getValue());
      default -> quote(written);
    }
  }

  private void comma() {
    int length = text.length();
    if (length == 0) {
      return;
    }
    char last = text.charAt(length - 1);
    if (last != '{' && last != '[' && last != ':') {
      text.append(',');
    }
  }

  /** Escapes as Jackson does. */
  private void quote(String value) {
    text.append('"');
    int from = 0;
    int length = value.length();
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        text.append(value, from, i);
        escape(c);
        from = i + 1;
      }
    }
    text.append(value, from, length).append('"');
  }

  private void escape(char c) {
    text.append('\\');
    switch (c) {
      case '"', '\\' -> text.append(c);
      case '\b' -> text.append('b');
      case '\t' -> text.append('t');
      case '\n' -> text.append('n');
      case '\f' -> text.append('f');
      case '\r' -> text.append('r');
      default -> text.append("u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
    }
  }

  StringBuilder text() {
    return text;
  }
}
