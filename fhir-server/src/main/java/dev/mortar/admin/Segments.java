package dev.mortar.admin;

import java.nio.charset.StandardCharsets;

/** A message as people type it: a text field ends its lines as it likes. */
final class Segments {
  private Segments() {}

  /** Each segment ends with a carriage return, and empty lines are left out. */
  static byte[] bytes(String text) {
    StringBuilder message = new StringBuilder(text.length());
    text.lines().filter(line -> !line.isBlank()).forEach(line -> message.append(line).append('\r'));
    return message.toString().getBytes(StandardCharsets.UTF_8);
  }
}
