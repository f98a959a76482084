package dev.mortar.mapping.outward;

import java.nio.charset.StandardCharsets;

/**
 * A message that is ready to go.
 *
 * @param type as {@code SIU^S12}
 * @param text with a return behind each segment
 */
public record Written(String type, String text) {
  /** In the character set that MSH-18 names. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
