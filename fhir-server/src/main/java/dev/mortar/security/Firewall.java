package dev.mortar.security;

import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Spring's firewall, whose rules for names and values are judged character by character instead of
 * by regular expressions: those took a twentieth of a read.
 */
final class Firewall extends StrictHttpFirewall {
  Firewall() {
    setAllowedHeaderNames(Firewall::isPlain);
    setAllowedParameterNames(Firewall::isPlain);
    setAllowedHeaderValues(Firewall::isPlainOrTab);
  }

  /**
   * As {@link #ALLOWED_HEADER_NAMES}: assigned characters of Unicode, and no control characters.
   */
  static boolean isPlain(String text) {
    return text.codePoints().allMatch(Firewall::isPlain);
  }

  /** As {@link #ALLOWED_HEADER_VALUES}. */
  static boolean isPlainOrTab(String text) {
    return text.codePoints().allMatch(character -> character == '\t' || isPlain(character));
  }

  private static boolean isPlain(int character) {
    return character < 0x7f
        ? character >= ' '
        : Character.isDefined(character) && !Character.isISOControl(character);
  }
}
