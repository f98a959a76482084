package dev.mortar.bench;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.parser.GenericParser;

/**
 * The nearest thing to mapping that HAPI HL7 v2 has: parsing the message into its generic objects.
 */
public final class PeerParseRate {
  private PeerParseRate() {}

  public static void main(String[] args) {
    GenericParser parser = new DefaultHapiContext().getGenericParser();
    Rates.print(text -> segments(parser, text));
  }

  private static int segments(GenericParser parser, String text) {
    try {
      return parser.parse(text).getNames().length;
    } catch (HL7Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
