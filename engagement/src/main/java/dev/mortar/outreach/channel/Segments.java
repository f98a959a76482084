package dev.mortar.outreach.channel;

/**
 * How many SMS a text takes: 160 characters of the GSM 7-bit alphabet or 70 of UCS-2, less when it
 * must be cut (3GPP TS 23.038 and 23.040).
 */
public final class Segments {
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
          + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String EXTENDED = "^{}\\[~]|€\f";
  private static final int GSM_ONE = 160;
  private static final int GSM_PART = 153;
  private static final int UCS2_ONE = 70;
  private static final int UCS2_PART = 67;

  private Segments() {}

  public static int count(String text) {
    return gsm(text) ? gsmSegments(text) : ucs2Segments(text);
  }

  private static boolean gsm(String text) {
    return text.chars().allMatch(c -> BASIC.indexOf(c) >= 0 || EXTENDED.indexOf(c) >= 0);
  }

  private static int gsmSegments(String text) {
    var septets = text.chars().map(c -> EXTENDED.indexOf(c) >= 0 ? 2 : 1).sum();
    if (septets <= GSM_ONE) {
      return 1;
    }
    // An escaped character is never cut in two, so the parts are filled one after the other.
    var parts = 1;
    var used = 0;
    for (var i = 0; i < text.length(); i++) {
      var size = EXTENDED.indexOf(text.charAt(i)) >= 0 ? 2 : 1;
      if (used + size > GSM_PART) {
        parts++;
        used = 0;
      }
      used += size;
    }
    return parts;
  }

  private static int ucs2Segments(String text) {
    return text.length() <= UCS2_ONE ? 1 : Math.ceilDiv(text.length(), UCS2_PART);
  }
}
